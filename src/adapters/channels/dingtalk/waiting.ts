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
