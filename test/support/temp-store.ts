import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openStore } from '../../src/adapters/store/store.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Store } from '../../src/ports/store.ts';
import { copyMigratedStore } from './migrated-store.ts';

export type TempStore = {
  file: string;
  store: Store;
  /** Closes it and opens it again, as after a restart. */
  reopen(): Promise<Store>;
  /** Another handle on the same file, as another process has it. */
  second(): Promise<Store>;
};

/** The real SQLite store in a folder that goes with the test. */
export async function openTempStore(clock: Clock): Promise<TempStore> {
  const folder = await mkdtemp(join(tmpdir(), 'qingyu-store-'));
  const opened = new Set<Store>();
  const file = join(folder, 'qingyu.sqlite');
  const open = async (): Promise<Store> => {
    const store = await openStore({ kind: 'sqlite', file, backupDir: join(folder, 'backups'), now: clock.now });
    opened.add(store);
    return store;
  };
  const closeAll = async (): Promise<void> => {
    for (const store of opened) await store.close();
    opened.clear();
  };
  onTestFinished(async () => {
    await closeAll();
    await rm(folder, { recursive: true, force: true });
  });
  await copyMigratedStore(file);
  return {
    file,
    store: await open(),
    second: open,
    async reopen() {
      await closeAll();
      return open();
    },
  };
}
