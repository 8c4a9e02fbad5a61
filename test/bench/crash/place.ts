import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoreOptions } from '../../../src/adapters/store/database.ts';
import { createDatabase } from '../../support/test-database.ts';

export type StoreKind = 'sqlite' | 'postgres';

/** Where a bot of several processes keeps its things, until it is dropped. */
export type BotPlace = {
  options: StoreOptions;
  /** The settings of one process. */
  settingsOf(worker: number): Record<string, string>;
  drop(): Promise<void>;
};

/** A folder of their own, and for PostgreSQL a database of their own on the server of DATABASE_URL. */
export async function openPlace(kind: StoreKind): Promise<BotPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'qingyu-rehearsal-'));
  const now = (): number => Date.now();
  const removeFolder = (): Promise<void> => rm(folder, { recursive: true, force: true });
  if (kind === 'sqlite') {
    const options = { kind, file: join(folder, 'qingyu.sqlite'), backupDir: join(folder, 'backups'), now };
    return { options, settingsOf: () => ({ DATA_DIR: folder }), drop: removeFolder };
  }
  const database = await createDatabase();
  return {
    options: { kind, url: database.url, now },
    settingsOf: (worker) => ({ DATA_DIR: join(folder, `worker-${worker}`), DATABASE_URL: database.url }),
    async drop() {
      await database.drop();
      await removeFolder();
    },
  };
}
