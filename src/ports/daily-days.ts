import type { Day } from '../base/calendar.ts';

/** What a day's integrity message is, fixed once it is planned. */
export type DailyDay = { date: Day; messageId: string; text: string; plannedAt: number };

export interface DailyDays {
  /** Fixes a day's message; when it was fixed before, that one is returned. */
  fix(day: DailyDay): Promise<DailyDay>;
  find(date: Day): Promise<DailyDay | null>;
  /** Fixed days from `from` to `until`, both included, in order. */
  list(from: Day, until: Day): Promise<DailyDay[]>;
  /** The newest fixed day, null when there is none. */
  latest(): Promise<DailyDay | null>;
}
