import { setImmediate } from 'node:timers/promises';
import type { JobProgress } from '../../ports/jobs.ts';

const atOnce = 500;

/** Hands the items on piece by piece, with a turn of the event loop after each; a signal ends it between two of them. */
export async function inPieces<T>(
  items: readonly T[],
  { signal, onProgress }: { signal: AbortSignal | undefined; onProgress: ((of: JobProgress) => void) | undefined },
  work: (piece: readonly T[]) => Promise<void> | void,
): Promise<void> {
  for (let from = 0; from < items.length; from += atOnce) {
    signal?.throwIfAborted();
    await work(items.slice(from, from + atOnce));
    onProgress?.({ done: Math.min(from + atOnce, items.length), total: items.length });
    await setImmediate();
  }
  signal?.throwIfAborted();
}
