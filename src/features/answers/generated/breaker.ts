import type { ModelFailure } from '../../../ports/chat-model.ts';
import type { Clock } from '../../../ports/clock.ts';

/** Spares members the waiting while an endpoint is down. */
export type Breaker = {
  /** False while it is paused; after the pause one request may try, until it is known how that went. */
  mayTry(): boolean;
  succeeded(): void;
  /** Returns how long it pauses from now, in ms; null when it goes on. */
  failed(kind: ModelFailure): number | null;
};

const failuresInARow = 3;
const pauseMs = 30_000;

export function createBreaker(clock: Clock): Breaker {
  let failures = 0;
  let pausedUntil: number | null = null;

  const close = (): void => {
    failures = 0;
    pausedUntil = null;
  };
  return {
    mayTry() {
      if (pausedUntil === null) return true;
      if (clock.now() < pausedUntil) return false;
      // The others wait on while this one tries.
      pausedUntil = clock.now() + pauseMs;
      return true;
    },
    succeeded: close,
    failed(kind) {
      // An endpoint that would not answer this one question is there.
      if (kind === 'refused') close();
      else failures += 1;
      if (kind === 'refused' || (kind !== 'misconfigured' && failures < failuresInARow)) return null;
      pausedUntil = clock.now() + pauseMs;
      return pauseMs;
    },
  };
}
