import { dayOf } from '../../base/calendar.ts';
import { knownUntilSentence, unknownYearSentence } from '../../domain/holiday-year.ts';
import type { Recurrence, SeriesDays } from '../../domain/series.ts';
import { nextTime, type RecurrenceDeps } from './recurrence.ts';

const timesShown = 5;

/** For use within a transaction, where nothing is to be loaded: with the holidays read, where these days go by them. */
export async function withHolidays<D extends RecurrenceDeps>(deps: D, days: SeriesDays): Promise<D> {
  if (days === 'all') return deps;
  const holidays = await deps.holidays();
  return { ...deps, holidays: async () => holidays };
}

/** The next times of a series, epoch ms, beginning with the one that is set; empty when none follows. */
export async function timesFrom(
  deps: RecurrenceDeps,
  series: Recurrence & { nextAt: number | null },
): Promise<number[]> {
  const times: number[] = [];
  for (let at = series.nextAt; at !== null && times.length < timesShown; at = await nextTime(deps, series, at)) {
    times.push(at);
  }
  return times;
}

/** What staff should know of a series whose days go by holidays; null: nothing. */
export async function holidayNote(
  deps: RecurrenceDeps,
  series: Recurrence & { nextAt: number | null },
): Promise<string | null> {
  if (series.days === 'all') return null;
  const { knownUntil } = await deps.holidays();
  const year = await unknownYear(deps, series);
  return year === null ? knownUntilSentence(knownUntil) : unknownYearSentence('几次', year);
}

/** The first year without a known arrangement that one of the next times falls into; null: there is none. */
export async function unknownYear(
  deps: RecurrenceDeps,
  series: Recurrence & { nextAt: number | null },
): Promise<string | null> {
  if (series.days === 'all') return null;
  const { isKnown } = await deps.holidays();
  const days = (await timesFrom(deps, series)).map((at) => dayOf(at, deps.timeZone));
  return days.find((day) => !isKnown(day))?.slice(0, 4) ?? null;
}
