import { afterAll, beforeAll, describe } from 'vitest';
import { assignmentCrashContract } from '../contract/assignment-crash.ts';
import { buildStore, type BuiltStore } from '../support/built-store.ts';
import { newSchema, sayWhenSkipped } from '../support/postgres.ts';

const rounds = Number(process.env['CRASH_ROUNDS'] ?? 6);

describe.skipIf(sayWhenSkipped('reminders by processes that are killed'))('PostgreSQL', () => {
  let built: BuiltStore;
  beforeAll(async () => {
    built = await buildStore();
  });
  afterAll(() => built.remove());

  assignmentCrashContract(
    'PostgreSQL',
    { rounds, workers: 3 },
    {
      built: () => built,
      prepare() {
        const { url, schema, drop } = newSchema();
        return { options: { kind: 'postgres', url, schema }, drop };
      },
    },
  );
});
