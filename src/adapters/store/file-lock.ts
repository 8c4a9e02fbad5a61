import { setTimeout } from 'node:timers/promises';
import { resolve } from 'node:path';
import Libsql from 'libsql';
import { busy, codeOf, translateError } from './errors.ts';
import { createPrivately } from './sqlite-file.ts';

const ASK_AGAIN_MS = 20;

export type FileLock = { release(): void };

/**
 * Takes a lock that the kernel frees when its process dies, however it dies; null when another holder lives.
 *
 * An empty SQLite file under an exclusive transaction is such a lock on every system libsql runs on. The file stays:
 * removing it would let two holders lock two files of one name.
 */
export function tryLock(path: string): FileLock | null {
  createPrivately(resolve(path));
  const database = new Libsql(resolve(path));
  try {
    // No journal beside it: nothing is ever written.
    database.exec('pragma journal_mode = memory');
    database.exec('begin exclusive');
  } catch (error) {
    database.close();
    if (codeOf(error).startsWith('SQLITE_BUSY')) return null;
    throw translateError(error);
  }
  return {
    release() {
      if (!database.open) return;
      database.exec('rollback');
      database.close();
    },
  };
}

/** Waits for the lock, without blocking the event loop, and gives it back. */
export async function withLock<T>(path: string, waitMs: number, work: () => Promise<T>): Promise<T> {
  const lock = await waitForLock(path, waitMs);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

async function waitForLock(path: string, waitMs: number): Promise<FileLock> {
  const began = performance.now();
  for (;;) {
    const lock = tryLock(path);
    if (lock) return lock;
    if (performance.now() - began > waitMs) throw busy(path);
    await setTimeout(ASK_AGAIN_MS);
  }
}
