import { CronPattern } from 'croner';
import type { Recurrence } from '../../domain/series.ts';

const daysWords = { all: null, workdays: '只在工作日（含调休）', 'before-holidays': '只在节前三天' } as const;
const weekdays = '日一二三四五六';
/** Every one of a month; other flags mean the first, the last … */
const everyOne = 63;
const hourMs = 3_600_000;

/** When a series comes, for people: `每周一 09:00，只在工作日（含调休），2026-12-31 为止`. */
export function ruleInWords({ cron, days, from, until }: Recurrence): string {
  const parts = [
    timetableInWords(cron),
    daysWords[days],
    from === null ? null : `${from} 起`,
    until === null ? null : `${until} 为止`,
  ];
  return parts.filter((part) => part !== null).join('，');
}

export function hoursOf(ms: number): number {
  return ms / hourMs;
}

function timetableInWords(cron: string): string {
  const pattern = new CronPattern(cron, undefined, { mode: '5-part' });
  if (isBeyondLists(pattern)) return `按时间表 ${cron}`;
  const { minute, hour, day, month, dayOfWeek, starDOM, starDOW } = pattern;
  const months = placesOf(month, 1);
  const everyMonth = months.length === 12;
  const monthDays = starDOM ? null : `${everyMonth ? '每月' : ''} ${listOf(placesOf(day, 1))} 日`;
  const weekDays = starDOW ? null : weekdaysInWords(placesOf(dayOfWeek, 0));
  // As cron has it, either of the two is enough.
  const daysInWords = [monthDays, weekDays].filter((part) => part !== null).join('和') || '每天';
  const monthsInWords = everyMonth ? '' : `${listOf(months)} 月的`;
  const hours = placesOf(hour, 0);
  const minutes = String(placesOf(minute, 0)[0] ?? 0).padStart(2, '0');
  const times =
    hours.length === 24
      ? `每小时的 ${minutes} 分`
      : hours.map((at) => `${String(at).padStart(2, '0')}:${minutes}`).join('、');
  return `${monthsInWords}${daysInWords} ${times}`;
}

/** The last day, the working day nearest to one, the second Friday: no list of days can tell it. */
function isBeyondLists(pattern: CronPattern): boolean {
  const { lastDayOfMonth, lastWeekday, nearestWeekdays, dayOfWeek, useAndLogic } = pattern;
  const isNth = dayOfWeek.some((flag) => flag !== 0 && flag !== everyOne);
  return lastDayOfMonth || lastWeekday || useAndLogic || isNth || nearestWeekdays.some((flag) => flag !== 0);
}

function weekdaysInWords(days: readonly number[]): string {
  const inOrder = days.map((day) => day % 7).sort((a, b) => (a || 7) - (b || 7));
  return inOrder.length >= 7 ? '每天' : `每周${inOrder.map((day) => weekdays.charAt(day)).join('、')}`;
}

function listOf(numbers: readonly number[]): string {
  return numbers.join('、');
}

function placesOf(flags: readonly number[], first: number): number[] {
  return flags.flatMap((flag, place) => (flag === 0 ? [] : [place + first]));
}
