import { setImmediate } from 'node:timers/promises';

const atOnce = 500;

/** `onProgress` counts the items that were handed on. */
export type Watching = {
  signal?: AbortSignal | undefined;
  onProgress?: ((of: { done: number; total: number }) => void) | undefined;
};

/** Hands the items on piece by piece, with a turn of the event loop after each; a signal ends it between two of them. */
export async function inPieces<T>(
  items: readonly T[],
  { signal, onProgress }: Watching,
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
