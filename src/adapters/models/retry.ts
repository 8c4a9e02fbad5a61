import { pause } from '../../base/pause.ts';
import { Failure } from './failure.ts';

export type Once = { signal: AbortSignal; onAgain: (failure: Failure) => void };

/** Calls, and once more where a short pause may help; never longer than the signal lets it. */
export async function onceMore<T>(call: () => Promise<T>, { signal, onAgain }: Once): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Failure) || error.againIn === null || signal.aborted) throw error;
    onAgain(error);
    await pause(error.againIn, signal);
    return call();
  }
}
