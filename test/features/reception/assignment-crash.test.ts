import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { assignmentCrashContract } from '../../contract/assignment-crash.ts';
import { buildStore, type BuiltStore } from '../../support/built-store.ts';

let built: BuiltStore;
beforeAll(async () => {
  built = await buildStore();
}, 60_000);
afterAll(() => built.remove());

/** More of them are for a long run by hand: CRASH_ROUNDS=60. */
const rounds = Number(process.env['CRASH_ROUNDS'] ?? 3);

assignmentCrashContract(
  'SQLite',
  { rounds, workers: 1 },
  {
    built: () => built,
    prepare() {
      const folder = mkdtempSync(join(tmpdir(), 'qingyu-place-'));
      const options = {
        kind: 'sqlite',
        file: join(folder, 'qingyu.sqlite'),
        backupDir: join(folder, 'backups'),
      } as const;
      return { options, drop: async () => rmSync(folder, { recursive: true }) };
    },
  },
);
