import { type Day, dayOf } from '../base/calendar.ts';
import type { Clock } from '../ports/clock.ts';

const minute = 60_000;

/** The present day in the association's zone; worked out once a minute, for every answer asks. */
export function createToday(clock: Clock, timeZone: string): () => Day {
  let at = Number.NaN;
  let day: Day = '';
  return () => {
    const now = Math.floor(clock.now() / minute);
    if (now !== at) day = dayOf(now * minute, timeZone);
    at = now;
    return day;
  };
}
