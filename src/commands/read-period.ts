import { addDays, dayOf, instantAt, readDay } from '../base/calendar.ts';
import { AppError } from '../base/errors.ts';
import type { App } from '../app.ts';

/** Days `YYYY-MM-DD`, both included, or how many days up to today. */
export type PeriodOptions = { from?: string; to?: string; days?: string };

/** Epoch ms, from the beginning of the first day to the end of the last one; throws `usage/invalid`. */
export function readPeriod(
  { config, clock }: App,
  options: PeriodOptions,
  usualDays: number,
): { from: number; until: number } {
  if (options.days !== undefined && (options.from !== undefined || options.to !== undefined))
    throw new AppError('usage/invalid', '--days 和 --from、--to 只写一种。');
  const last = options.to === undefined ? dayOf(clock.now(), config.timeZone) : readDay(options.to);
  const first =
    options.from === undefined ? addDays(last, 1 - readDays(options.days, usualDays)) : readDay(options.from);
  if (first > last) throw new AppError('usage/invalid', `--from ${first} 应不晚于 --to ${last}。`);
  const startOf = (day: string): number => instantAt(day, '00:00', config.timeZone);
  return { from: startOf(first), until: startOf(addDays(last, 1)) };
}

function readDays(written: string | undefined, usual: number): number {
  if (written === undefined) return usual;
  if (/^[1-9]\d{0,3}$/u.test(written)) return Number(written);
  throw new AppError('usage/invalid', `--days 应为 1 到 9999 的整数，收到 “${written}”。`);
}
