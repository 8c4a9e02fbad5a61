import type { Clock } from '../../ports/clock.ts';

export const systemClock: Clock = { now: () => Date.now() };

/** Begins at an instant and runs on from there, for rehearsals. */
export function createShiftedClock(startsAt: number): Clock {
  const offset = startsAt - Date.now();
  return { now: () => Date.now() + offset };
}
