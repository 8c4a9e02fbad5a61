const firstWaitMs = 500;
const longestWaitMs = 30_000;

/** How long to wait after so many failures in a row; by chance between half and whole, so that not all come back at once. */
export function backoffMs(failures: number): number {
  const whole = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(failures - 1, 10));
  return Math.round(whole * (0.5 + Math.random() / 2));
}

/** Gives the work a signal that also comes when its time is over; nothing hangs on `signal` afterwards. */
export async function withDeadline<T>(
  { signal, ms }: { signal: AbortSignal; ms: number },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const own = new AbortController();
  const abort = (): void => own.abort();
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort);
  const timer = setTimeout(abort, ms);
  try {
    return await work(own.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

/** The result of the work, or `late` when the signal comes before it; the work goes on. */
export function unlessAborted<T, L>(work: Promise<T>, signal: AbortSignal, late: () => L): Promise<T | L> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      try {
        resolve(late());
      } catch (error) {
        reject(error);
      }
    };
    const end = (): void => signal.removeEventListener('abort', abort);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort);
    work.finally(end).then(resolve, reject);
  });
}
