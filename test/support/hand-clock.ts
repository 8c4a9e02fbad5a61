import type { Clock } from '../../src/ports/clock.ts';

export type HandClock = Clock & {
  /** To an ISO instant, forth or back. */
  set(iso: string): void;
  advance(ms: number): void;
};

/** A clock that stands still until it is set. */
export function createHandClock(iso: string): HandClock {
  let now = Date.parse(iso);
  return {
    now: () => now,
    set(iso) {
      now = Date.parse(iso);
    },
    advance(ms) {
      now += ms;
    },
  };
}
