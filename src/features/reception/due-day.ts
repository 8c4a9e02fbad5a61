import { addDays, type Day, dayOf, instantAt, isDay } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import type { Form } from '../../domain/form.ts';
import { addWorkdays, type IsWorkday } from '../../domain/workdays.ts';
import type { AssignOrder } from './case-act.ts';

const mostWorkdays = 250;
const farthestDays = 3 * 366;

/** What days are counted by. */
export type DueDeps = { timeZone: string; isWorkday: IsWorkday };

/** The last day; null = none is given. Throws `input/invalid`. */
export function readDueDay(
  { dueDay, workdays }: Pick<AssignOrder, 'dueDay' | 'workdays'>,
  { timeZone, isWorkday, now }: DueDeps & { now: number },
): Day | null {
  const today = dayOf(now, timeZone);
  if (dueDay !== null && workdays !== null)
    throw new AppError('input/invalid', '期限只要一种：写到哪一天，或写几个工作日。');
  if (workdays !== null) {
    if (Number.isInteger(workdays) && workdays >= 1 && workdays <= mostWorkdays)
      return addWorkdays(today, workdays, isWorkday);
    throw new AppError('input/invalid', `工作日应是 1 到 ${mostWorkdays} 之间的整数。`);
  }
  if (dueDay === null) return null;
  if (!isDay(dueDay)) throw new AppError('input/invalid', `期限要写成 2026-12-01 这样的日期，收到的是“${dueDay}”。`);
  if (dueDay < today) throw new AppError('input/invalid', `期限 ${dueDay} 已经过了，今天是 ${today}。`);
  if (dueDay > addDays(today, farthestDays))
    throw new AppError('input/invalid', `期限 ${dueDay} 太远了，最多三年，请看一下年份。`);
  return dueDay;
}

/** The last of the working days that a form gives; null = it gives none. */
export function targetDay(
  form: Pick<Form, 'targetDays'> | null,
  { timeZone, isWorkday, now }: DueDeps & { now: number },
): Day | null {
  const days = form?.targetDays ?? null;
  return days === null ? null : addWorkdays(dayOf(now, timeZone), days, isWorkday);
}

/** The last millisecond of a day: what ends then ended in time. */
export function endOfDay(day: Day, timeZone: string): number {
  return instantAt(addDays(day, 1), '00:00', timeZone) - 1;
}
