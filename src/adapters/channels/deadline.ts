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
