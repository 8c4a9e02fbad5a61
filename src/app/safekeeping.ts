import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type BackupResult, backupStore, type RestoreResult, restoreStore } from '../adapters/store/backup.ts';
import type { StoreOptions } from '../adapters/store/database.ts';
import type { Config } from '../config.ts';
import type { Clock } from '../ports/clock.ts';

/** Where the store is and where its automatic backups go. */
export function storeOptionsOf(config: Config, clock: Clock): StoreOptions {
  if (config.store.kind === 'postgres') return { ...config.store, backupDir: backupDirOf(config), now: clock.now };
  return {
    kind: 'sqlite',
    file: join(config.dataDir, 'qingyu.sqlite'),
    backupDir: backupDirOf(config),
    now: clock.now,
  };
}

/** Everything, as of one moment; a server may run. */
export async function backup(config: Config, clock: Clock, file: string): Promise<BackupResult> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  return backupStore(storeOptionsOf(config, clock), file);
}

/** Puts a backup in the place of what is there, which is backed up first; a running server goes on with it. */
export async function restore(config: Config, clock: Clock, file: string): Promise<RestoreResult> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  return restoreStore({ store: storeOptionsOf(config, clock), file, backupDir: backupDirOf(config) });
}

function backupDirOf(config: Config): string {
  return join(config.dataDir, 'backups');
}
