import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BackupPlace } from '../contract/store-backup.ts';
import { newSchema } from './postgres.ts';

/** More of them are for a long run by hand: CRASH_ROUNDS=60. */
export const crashRounds = Number(process.env['CRASH_ROUNDS'] ?? 6);

/** Gives an empty place for a store that processes share. */
export type PreparePlace = () => BackupPlace;

export function sqlitePlace(): BackupPlace {
  const folder = mkdtempSync(join(tmpdir(), 'qingyu-place-'));
  const options = { kind: 'sqlite', file: join(folder, 'qingyu.sqlite'), backupDir: join(folder, 'backups') } as const;
  return { options, drop: async () => rmSync(folder, { recursive: true }) };
}

/** The same in a schema of its own. */
export function postgresPlace(): BackupPlace {
  const { url, schema, drop } = newSchema();
  return { options: { kind: 'postgres', url, schema }, drop };
}
