import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Store } from '../../ports/store.ts';
import { nextTime, type RecurrenceDeps } from './recurrence.ts';
import { withHolidays } from './series-times.ts';

export type SeriesRefreshDeps = RecurrenceDeps & { store: Store; clock: Clock; log: Log };

const everyMs = 10 * 60_000;
const most = 500;

/**
 * The next time of a series was reckoned from the holidays that were known then. Every ten minutes it is reckoned again,
 * so that a year that was entered since counts; a time that has come is left to the plan.
 */
export function createSeriesRefresh(deps: SeriesRefreshDeps): (now: number) => Promise<void> {
  let nextLook = 0;
  return async function refresh(now) {
    if (now < nextLook) return;
    nextLook = now + everyMs;
    const going = (await deps.store.series.list(most)).filter(
      ({ endedAt, days }) => endedAt === null && days !== 'all',
    );
    for (const { id, days } of going) await reckon(await withHolidays(deps, days), id, now);
  };
}

async function reckon(deps: SeriesRefreshDeps, id: string, now: number): Promise<void> {
  const moved = await deps.store.transaction(async ({ series: records }) => {
    const series = await records.hold(id);
    const from = series?.nextAt ?? null;
    if (series === null || from === null || from <= now) return null;
    const to = await nextTime(deps, series, now);
    return to !== from && (await records.advance(id, { from, to, now })) ? { from, to } : null;
  });
  if (moved !== null) deps.log.info({ seriesId: id, ...moved }, 'the next time of a series moved with the holidays');
}
