import { addDays, type Day } from '../../base/calendar.ts';
import type { IsWorkday } from '../../domain/workdays.ts';

/** Working days from today until a day, negative when that is over; null = no day is set. */
export type DaysLeft = (dueDay: Day | null) => number | null;

/** For many cases: each day is counted once, away from today, however many ask. */
export function createDaysLeft(today: Day, isWorkday: IsWorkday): DaysLeft {
  const since = new Map<Day, number>([[today, 0]]);
  let [day, count] = [today, 0];
  const countSince = (dueDay: Day): number => {
    for (; day > dueDay; since.set(day, count)) {
      if (isWorkday(day)) count += 1;
      day = addDays(day, -1);
    }
    return since.get(dueDay) ?? 0;
  };
  const until = new Map<Day, number>([[today, 0]]);
  let [reached, ahead] = [today, 0];
  const countUntil = (dueDay: Day): number => {
    for (; reached < dueDay; until.set(reached, ahead)) {
      reached = addDays(reached, 1);
      if (isWorkday(reached)) ahead += 1;
    }
    return until.get(dueDay) ?? 0;
  };
  return (dueDay) => {
    if (dueDay === null) return null;
    // Over is over by a day at least, also on the holiday after it.
    return dueDay < today ? -Math.max(1, countSince(dueDay)) : countUntil(dueDay);
  };
}
