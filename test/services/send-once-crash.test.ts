import { afterAll, beforeAll, describe } from 'vitest';
import { sendOnceCrashContract } from '../contract/send-once-crash.ts';
import { buildStore, type BuiltStore } from '../support/built-store.ts';
import { newSchema, sayWhenSkipped } from '../support/postgres.ts';

const rounds = Number(process.env['CRASH_ROUNDS'] ?? 6);

describe.skipIf(sayWhenSkipped('requests to processes that are killed'))('PostgreSQL', () => {
  let built: BuiltStore;
  beforeAll(async () => {
    built = await buildStore();
  });
  afterAll(() => built.remove());

  sendOnceCrashContract('PostgreSQL', rounds, {
    built: () => built,
    prepare() {
      const { url, schema, drop } = newSchema();
      return { options: { kind: 'postgres', url, schema }, drop };
    },
  });
});
