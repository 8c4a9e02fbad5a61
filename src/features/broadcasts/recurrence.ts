import { Cron, CronPattern } from 'croner';
import { type DayWindow, addDays, dayOf, instantAt, isWithin } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import type { Recurrence } from '../../domain/series.ts';
import type { Holidays } from './holidays.ts';

export type RecurrenceDeps = { timeZone: string; holidays: () => Promise<Holidays> };

/** Once an hour, for more than two years. */
const mostTimes = 20_000;
const mode = '5-part';

/** Throws `input/invalid`: unreadable, more often than once an hour, or in quiet hours. */
export function checkCron(cron: string, quietHours: DayWindow | null): void {
  const { minute, hour } = readCron(cron);
  const [minutes, hours] = [placesOf(minute), placesOf(hour)];
  if (minutes.length > 1)
    throw new AppError(
      'input/invalid',
      `重复时间“${cron}”一小时里不止一次，打扰太多；分钟请只写一个数，如 0 9 * * 1。`,
    );
  const times = hours.map((at) => `${pad(at)}:${pad(minutes[0] ?? 0)}`);
  const early = quietHours && times.find((time) => isWithin(time, quietHours));
  if (!quietHours || early === undefined || early === null) return;
  throw new AppError(
    'input/invalid',
    `重复时间“${cron}”会在 ${early} 发送，落在免打扰时段 ${quietHours.from}-${quietHours.until} 里，请换个时间。`,
  );
}

/** The first time after an instant (epoch ms); null when there is none. Clock changes are those of the time zone. */
export async function nextTime(deps: RecurrenceDeps, rule: Recurrence, after: number): Promise<number | null> {
  const fits = await fitsOf(deps, rule);
  const { timeZone } = deps;
  const begin = rule.from === null ? after : Math.max(after, instantAt(rule.from, '00:00', timeZone) - 1);
  const end = rule.until === null ? null : instantAt(addDays(rule.until, 1), '00:00', timeZone);
  const cron = new Cron(rule.cron, { mode, timezone: timeZone, paused: true });
  let time = cron.nextRun(new Date(begin));
  for (let tries = 0; time !== null && tries < mostTimes; tries += 1) {
    const at = time.getTime();
    if (end !== null && at >= end) return null;
    if (fits(dayOf(at, timeZone))) return at;
    time = cron.nextRun(time);
  }
  return null;
}

async function fitsOf({ holidays }: RecurrenceDeps, { days }: Recurrence): Promise<(day: string) => boolean> {
  if (days === 'all') return () => true;
  const { isWorkday, isBeforeHoliday } = await holidays();
  return days === 'workdays' ? isWorkday : isBeforeHoliday;
}

/** A question mark would mean another time every time it is read. */
function readCron(cron: string): CronPattern {
  try {
    if (!cron.includes('?')) return new CronPattern(cron, undefined, { mode });
  } catch {
    // What it says is for programmers.
  }
  throw new AppError(
    'input/invalid',
    `看不懂重复时间“${cron}”，请写五项：分 时 日 月 星期，如 0 9 * * 1（每周一 9 点）。`,
  );
}

function placesOf(flags: readonly number[]): number[] {
  return flags.flatMap((flag, place) => (flag === 0 ? [] : [place]));
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
