import { addDays, dayOf, instantAt } from '../../base/calendar.ts';
import { endOfQuiet, type QuietHours } from './guard.ts';

const usualLeadMs = 24 * 3_600_000;
/** So long before the quiet hours there is still time to send. */
const beforeQuietMs = 15 * 60_000;

/**
 * When the one reminder is due: a day before the deadline, or in the middle of the time where that is shorter, and never
 * in quiet hours: then after them, or before them where the deadline falls into them too. Null: there is no such time.
 */
export function reminderTime({ at, until }: { at: number; until: number }, quiet: QuietHours): number | null {
  const due = until - Math.min(usualLeadMs, (until - at) / 2);
  const end = endOfQuiet(quiet, due);
  if (end === null) return due;
  if (end < until) return end;
  const before = beginOfQuiet(quiet, due) - beforeQuietMs;
  return before > at && endOfQuiet(quiet, before) === null ? before : null;
}

/** When the quiet hours began that an instant falls in. */
function beginOfQuiet({ quietHours, timeZone }: QuietHours, instant: number): number {
  const today = dayOf(instant, timeZone);
  const begin = instantAt(today, quietHours?.from ?? '00:00', timeZone);
  return begin <= instant ? begin : instantAt(addDays(today, -1), quietHours?.from ?? '00:00', timeZone);
}
