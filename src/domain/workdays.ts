import { addDays, type Day } from '../base/calendar.ts';

/** Whether people work on a day: public holidays and the days that make up for them (调休) are known to it. */
export type IsWorkday = (day: Day) => boolean;

/** Beyond any holiday there is; a calendar without working days ends the search all the same. */
const longestBreak = 60;

/** The working day that is so many after `day`, which itself does not count; `days` from 1. */
export function addWorkdays(day: Day, days: number, isWorkday: IsWorkday): Day {
  let reached = day;
  for (let left = days; left > 0; left -= 1) reached = nextWorkday(reached, isWorkday);
  return reached;
}

export function nextWorkday(day: Day, isWorkday: IsWorkday): Day {
  return search(day, 1, isWorkday);
}

export function previousWorkday(day: Day, isWorkday: IsWorkday): Day {
  return search(day, -1, isWorkday);
}

/** Working days after `from` up to `to`, which counts; 0 when `to` is not later. */
export function workdaysUntil(from: Day, to: Day, isWorkday: IsWorkday): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkday(day)) count += 1;
  return count;
}

function search(from: Day, step: 1 | -1, isWorkday: IsWorkday): Day {
  let day = addDays(from, step);
  for (let looked = 1; looked < longestBreak && !isWorkday(day); looked += 1) day = addDays(day, step);
  return day;
}
