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
