import type { Day } from '../base/calendar.ts';
import type { DayTerms } from './reception-day.ts';

/**
 * Reception days that come again and again. `every`: `workday:3`, the third working day of a month (`workday:-1` the
 * last), or day, month and weekday as in cron (`15 * *`), put off to the next working day. Wall-clock times `HH:MM`.
 */
export type NewReceptionRule = DayTerms & {
  id: string;
  every: string;
  from: string;
  until: string;
  /** The day that is planned next, as the rule says it, before it is put off. */
  nextDay: Day;
  createdBy: string;
  createdAt: number;
};

/** `endedAt`: since when none follows any more; null = it goes on. */
export type ReceptionRule = NewReceptionRule & { endedAt: number | null };
