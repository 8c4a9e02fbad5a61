import { isDay } from '../base/calendar.ts';
import { AppError } from '../base/errors.ts';

/** Throws `usage/invalid`. */
export function readDay(text: string): string {
  if (isDay(text)) return text;
  throw new AppError('usage/invalid', `日期应写成 YYYY-MM-DD，收到 “${text}”。`);
}
