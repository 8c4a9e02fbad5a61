import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { BackupPlace } from '../contract/store-backup.ts';
import { buildStore, type BuiltStore } from './built-store.ts';
import { newSchema } from './postgres.ts';

/** More of them are for a long run by hand: CRASH_ROUNDS=60. */
export const crashRounds = Number(process.env['CRASH_ROUNDS'] ?? 6);

/** How the tests that kill processes come by built scripts and by an empty place. */
export type CrashPlaces = { built: () => BuiltStore; prepare: () => BackupPlace };

/** To be called where tests are described: the scripts are built before the first of them, and go after the last. */
export function onSqlite(): CrashPlaces {
  return { built: builtBefore(), prepare: sqlitePlace };
}

/** The same in a schema of its own. */
export function onPostgres(): CrashPlaces {
  return { built: builtBefore(), prepare: postgresPlace };
}

function builtBefore(): () => BuiltStore {
  let built: BuiltStore | null = null;
  beforeAll(async () => {
    built = await buildStore();
  }, 300_000);
  afterAll(() => built?.remove());
  return () => {
    if (built === null) throw new Error('the scripts are built before the first test');
    return built;
  };
}

function sqlitePlace(): BackupPlace {
  const folder = mkdtempSync(join(tmpdir(), 'qingyu-place-'));
  const options = { kind: 'sqlite', file: join(folder, 'qingyu.sqlite'), backupDir: join(folder, 'backups') } as const;
  return { options, drop: async () => rmSync(folder, { recursive: true }) };
}

function postgresPlace(): BackupPlace {
  const { url, schema, drop } = newSchema();
  return { options: { kind: 'postgres', url, schema }, drop };
}
