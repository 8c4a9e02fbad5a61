import { afterAll, beforeAll, describe } from 'vitest';
import { liveContract } from '../contract/store-live.ts';
import { buildStore, type BuiltStore } from '../support/built-store.ts';
import { newSchema, sayWhenSkipped } from '../support/postgres.ts';

describe.skipIf(sayWhenSkipped('several processes on one store'))('PostgreSQL', () => {
  let built: BuiltStore;
  beforeAll(async () => {
    built = await buildStore();
  });
  afterAll(() => built.remove());

  liveContract(
    'PostgreSQL',
    () => built,
    () => {
      const { url, schema, drop } = newSchema();
      return { options: { kind: 'postgres', url, schema }, drop };
    },
  );
});
