import type { Day } from '../base/calendar.ts';

/** What a day's integrity message is, fixed once it is planned. */
export type DailyDay = {
  date: Day;
  /** Empty when nothing is sent. */
  messageId: string;
  /** As it is sent, or that nothing is. */
  text: string;
  /** Why nothing is sent; null = something is. */
  skipped: string | null;
  /** Only ordered by staff, not planned: it may still change. */
  open: boolean;
  /** While it is open: when it was ordered. */
  plannedAt: number;
};

/** A message that is planned for a day. */
export type PlannedDay = Pick<DailyDay, 'date' | 'messageId' | 'text' | 'plannedAt'>;

export interface DailyDays {
  /** Fixes a day's message; what was ordered for the day, or fixed before, comes first and is returned. */
  fix(day: PlannedDay): Promise<DailyDay>;
  /** Takes the place of what was ordered before; false when the day is planned. */
  order(day: Omit<DailyDay, 'open'>): Promise<boolean>;
  /** Takes back a message ordered for a day; false when there is none, or it is planned. */
  takeBack(date: Day): Promise<boolean>;
  /** Lets a day that is skipped have its message; false when it is not skipped. */
  unskip(date: Day): Promise<boolean>;
  find(date: Day): Promise<DailyDay | null>;
  /** Fixed and ordered days from `from` to `until`, both included, in order. */
  list(from: Day, until: Day): Promise<DailyDay[]>;
  /** The newest day that is planned, null when there is none. */
  latest(): Promise<DailyDay | null>;
}
