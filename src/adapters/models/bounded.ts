import { ModelError } from '../../ports/chat-model.ts';
import { Failure } from './failure.ts';
import type { Meter } from './meter.ts';

/**
 * Gives the result, or throws when the signal fires, whatever the work waits for then. The work gets a signal of its own,
 * which also ends what is left of it: libraries never let go of one, and the one given may live as long as the process.
 * A failure becomes a `ModelError` that tells what was spent; errors of other kinds pass.
 */
export async function bounded<T>(work: (signal: AbortSignal) => Promise<T>, of: Bounds): Promise<T> {
  const { signal, meter } = of;
  const own = new AbortController();
  let stop = (): void => undefined;
  try {
    signal.throwIfAborted();
    const aborted = new Promise<never>((_, reject) => {
      stop = () => reject(new Error('aborted'));
      signal.addEventListener('abort', stop);
    });
    return await Promise.race([work(own.signal), aborted]);
  } catch (error) {
    if (signal.aborted) throw new ModelError('timeout', '在限定的时间内没有等到模型的回答。', { usage: meter.usage() });
    if (error instanceof Failure) throw new ModelError(error.kind, error.message, { usage: meter.usage() });
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    own.abort();
  }
}

export type Bounds = { signal: AbortSignal; meter: Meter };
