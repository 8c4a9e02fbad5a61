import { Cron } from 'croner';
import { addDays, type Day } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';

export type IsWorkday = (day: Day) => boolean;

const mostMonths = 24;
/** The longest holiday is shorter. */
const mostPutOff = 20;
const mode = '5-part';

/** Throws `input/invalid` for a rule nobody can read. */
export function checkEvery(every: string): void {
  const nth = workdayIn(every);
  if (nth !== null && nth !== 0 && Math.abs(nth) <= 20) return;
  if (nth === null && readCron(every) !== null) return;
  throw new AppError(
    'input/invalid',
    `看不懂“${every}”，请写 workday:3（每月第三个工作日）、workday:-1（最后一个），或“日 月 星期”三项，如 15 * *（每月 15 日）、* * 5（每周五）。`,
  );
}

/** The first day after another one, before it is put off; null when none comes. */
export function nextDayOf(every: string, after: Day, isWorkday: IsWorkday): Day | null {
  const nth = workdayIn(every);
  if (nth !== null) return nextWorkday(nth, after, isWorkday);
  const time = readCron(every)?.nextRun(new Date(`${after}T00:00:00Z`)) ?? null;
  return time === null ? null : time.toISOString().slice(0, 10);
}

/** Of the days that follow from a rule that is going on, next come so many. */
const looked = 5;

/** The years without a known arrangement that one of the next days of a rule falls into. */
export function unknownYears(
  { every, nextDay }: { every: string; nextDay: Day },
  { isWorkday, isKnown }: { isWorkday: IsWorkday; isKnown: (day: Day) => boolean },
): string[] {
  const years: string[] = [];
  let day: Day | null = nextDay;
  for (let count = 0; day !== null && count < looked; count += 1) {
    const held = putOff(day, isWorkday);
    if (!isKnown(held)) years.push(held.slice(0, 4));
    day = nextDayOf(every, day, isWorkday);
  }
  return years;
}

/** The first day a rule may fall on: where the hour of today is over, tomorrow is. `now` is `HH:MM`. */
export function beginOf({ date, from }: { date: Day; from: string }, { today, now }: { today: Day; now: string }): Day {
  if (date > today) return date;
  return now < from ? today : addDays(today, 1);
}

/** The day itself, or the first working day after it. */
export function putOff(day: Day, isWorkday: IsWorkday): Day {
  for (let days = 0; days <= mostPutOff; days += 1) if (isWorkday(addDays(day, days))) return addDays(day, days);
  return day;
}

/** `每月第 3 个工作日`; a rule as in cron is shown as it was written. */
export function everyInWords(every: string): string {
  const nth = workdayIn(every);
  if (nth === null) return `按“${every}”（日 月 星期），遇休息日顺延`;
  if (nth === -1) return '每月最后一个工作日';
  return nth > 0 ? `每月第 ${nth} 个工作日` : `每月倒数第 ${-nth} 个工作日`;
}

function workdayIn(every: string): number | null {
  const [, nth] = /^workday:(-?\d{1,2})$/u.exec(every.trim()) ?? [];
  return nth === undefined ? null : Number(nth);
}

function readCron(every: string): Cron | null {
  const written = every.trim();
  if (written.includes('?') || written.split(/\s+/u).length !== 3) return null;
  try {
    return new Cron(`0 0 ${written}`, { mode, timezone: 'UTC', paused: true });
  } catch {
    // What it says is for programmers.
    return null;
  }
}

function nextWorkday(nth: number, after: Day, isWorkday: IsWorkday): Day | null {
  let month = `${after.slice(0, 7)}-01`;
  for (let months = 0; months < mostMonths; months += 1) {
    const days = daysOfMonth(month).filter(isWorkday);
    const day = days.at(nth > 0 ? nth - 1 : nth);
    if (day !== undefined && day > after) return day;
    month = addDays(daysOfMonth(month).at(-1) ?? month, 1);
  }
  return null;
}

function daysOfMonth(first: Day): Day[] {
  const days: Day[] = [];
  for (let day = first; day.slice(0, 7) === first.slice(0, 7); day = addDays(day, 1)) days.push(day);
  return days;
}
