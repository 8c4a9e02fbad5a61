const firstWaitMs = 500;
const longestWaitMs = 30_000;

/** How long to wait after so many failures in a row, milliseconds: by chance between half and whole, twice as long each time. */
export function backoffMs(failures: number): number {
  const whole = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(Math.max(0, failures - 1), 10));
  return Math.round(whole * (0.5 + Math.random() / 2));
}

/** Resolves with the work, or rejects with the reason when the signal comes; the work goes on for others. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new Error('given up'));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort);
    const end = (): void => signal.removeEventListener('abort', abort);
    work.finally(end).then(resolve, reject);
  });
}

/** Resolves when the work has ended in any way, or when so many milliseconds are over. */
export function atMost(work: Promise<unknown>, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    work.then(end, end);
  });
}
