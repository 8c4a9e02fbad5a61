import { setImmediate } from 'node:timers/promises';

/** Rows of one INSERT: SQLite takes at most 32,766 values a statement, our widest table has 22 columns. */
export const INSERT_ROWS = 200;

/** Does the work piece by piece; between two pieces others get their turn. */
export async function eachChunk<T>(
  items: readonly T[],
  size: number,
  work: (chunk: readonly T[]) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < items.length; start += size) {
    if (start > 0) await setImmediate();
    await work(items.slice(start, start + size));
  }
}
