import { pause } from '../../../base/pause.ts';

/** One more attempt after so long, or none. */
export type Retry = { againInMs: number } | null;

/** Works until it succeeds; null when the signal came, or when `failed` gave up. `failures` counts from one. */
export async function untilDone<T>(
  work: () => Promise<T>,
  { signal, failed }: { signal: AbortSignal; failed: (error: unknown, failures: number) => Retry },
): Promise<{ value: T } | null> {
  for (let failures = 1; !signal.aborted; failures += 1) {
    try {
      return { value: await work() };
    } catch (error) {
      if (signal.aborted) return null;
      const retry = failed(error, failures);
      if (retry === null) return null;
      await pause(retry.againInMs, signal);
    }
  }
  return null;
}

/** Resolves with the work, or with null when the signal has come and so many milliseconds have passed since. */
export function unlessStopped<T>(
  work: Promise<T>,
  { signal, graceMs }: { signal: AbortSignal; graceMs: number },
): Promise<{ value: T } | null> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const begin = (): void => void (timer = setTimeout(() => resolve(null), graceMs));
    if (signal.aborted) begin();
    else signal.addEventListener('abort', begin);
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', begin);
    };
    work.finally(end).then((value) => resolve({ value }), reject);
  });
}
