import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type BackupResult,
  backupStore,
  type BackupTask,
  type RestoreResult,
  restoreStore,
} from '../adapters/store/backup.ts';
import type { StoreOptions } from '../adapters/store/database.ts';
import { createOriginals } from '../adapters/uploads/originals.ts';
import type { Config } from '../config.ts';
import type { Clock } from '../ports/clock.ts';
import type { Originals } from '../ports/originals.ts';

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
export async function backup(
  config: Config,
  clock: Clock,
  { file, ...task }: Omit<BackupTask, 'originals'> & { file: string },
): Promise<BackupResult> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  return backupStore(storeOptionsOf(config, clock), file, { ...task, originals: originalsOf(config) });
}

/** Puts a backup in the place of what is there, which is backed up first; a running server goes on with it. */
export async function restore(config: Config, clock: Clock, file: string): Promise<RestoreResult> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  const [store, backupDir] = [storeOptionsOf(config, clock), backupDirOf(config)];
  return restoreStore({ store, file, backupDir, originals: originalsOf(config) });
}

/** Where documents lie that were brought through the console. */
export function uploadsOf({ dataDir }: Pick<Config, 'dataDir'>): string {
  return join(dataDir, 'uploads');
}

function originalsOf(config: Config): Originals {
  return createOriginals(uploadsOf(config));
}

function backupDirOf(config: Config): string {
  return join(config.dataDir, 'backups');
}
