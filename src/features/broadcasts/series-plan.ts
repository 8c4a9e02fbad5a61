import { hasCode } from '../../base/errors.ts';
import type { NewBroadcast } from '../../domain/broadcast.ts';
import { absentReason, overdueReason } from '../../domain/delivery.ts';
import { groupsOf, nameSegment, readSegment } from '../../domain/segment.ts';
import { occurrenceId, type Series } from '../../domain/series.ts';
import type { Log } from '../../ports/log.ts';
import type { Records, Store } from '../../ports/store.ts';
import type { Clock } from '../../ports/clock.ts';
import { copyFor } from './copy.ts';
import { type CarryingDeps, keptUntil, withFile } from './carrying.ts';
import { readDirectory } from './directory.ts';
import { lastMoment, usualReceiptUntil } from './draft.ts';
import type { QuietHours } from './guard.ts';
import { toDelivery } from './plan.ts';
import { nextTime, type RecurrenceDeps } from './recurrence.ts';
import { createSeriesRefresh } from './series-refresh.ts';
import { withHolidays } from './series-times.ts';

export type SeriesPlanDeps = QuietHours &
  RecurrenceDeps &
  CarryingDeps & {
    store: Store;
    clock: Clock;
    log: Log;
    newId: () => string;
    /** Told when deliveries wait to be sent. */
    onPlanned: () => void;
  };

export type SeriesPlan = {
  /**
   * Plans every occurrence whose time has come, each once whoever asks; those whose window is over are on record as
   * skipped. After a long absence only the last week's are.
   */
  planDue(): Promise<void>;
};

const recordedMs = 7 * 24 * 3_600_000;
const missedReason = `${absentReason}，${overdueReason}`;

export function createSeriesPlan(deps: SeriesPlanDeps): SeriesPlan {
  const refresh = createSeriesRefresh(deps);
  return {
    async planDue() {
      const now = deps.clock.now();
      const failures: unknown[] = [];
      await refresh(now).catch((error: unknown) => failures.push(error));
      for (const series of await deps.store.series.listDue(now)) {
        // One that fails is not in the way of the others.
        await catchUp(deps, series, now).catch((error: unknown) => failures.push(error));
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}

/** One transaction an occurrence: a crash between two leaves the rest for the next round. */
async function catchUp(deps: SeriesPlanDeps, { id, days }: Series, now: number): Promise<void> {
  const ready = await withHolidays(deps, days);
  while (await takeNext(ready, id, now));
}

type Step = { at: number; next: number | null; now: number };

/** False when nothing of the series is due: another worker was first, it was edited, or has ended. */
async function takeNext(deps: SeriesPlanDeps, id: string, now: number): Promise<boolean> {
  const taken = await deps.store.transaction(async (records) => {
    // Held, so that an edit counts for all groups of an occurrence, or for none.
    const series = await records.series.hold(id);
    const at = series?.nextAt ?? null;
    if (series === null || at === null || at > now) return null;
    const isTooOld = at < now - recordedMs;
    const next = await nextTime(deps, series, isTooOld ? now - recordedMs : at);
    if (!(await records.series.advance(id, { from: at, to: next, now }))) return null;
    if (!isTooOld) await record(deps, records, toOccurrence(deps, series, { at, next, now }));
    return { at, next, isTooOld };
  });
  if (taken === null) return false;
  if (taken.isTooOld)
    deps.log.warn({ seriesId: id, from: taken.at, until: taken.next }, 'occurrences too old to be put on record');
  deps.onPlanned();
  return true;
}

/** With the groups as they are now; where there are none, the occurrence says why. */
async function record(deps: SeriesPlanDeps, records: Records, planned: NewBroadcast): Promise<void> {
  // A restored series may come by a time that is on record.
  if ((await records.broadcasts.find(planned.id)) !== null) return;
  const directory = await readDirectory(records);
  const occurrence = { ...planned, segment: nameSegment(planned.segment, directory.tree) };
  try {
    const groups = groupsOf(readSegment(occurrence.segment), directory);
    const deliveries = groups.map((group) => {
      const copy = withFile(deps, copyFor(group, occurrence, { ...deps, tree: directory.tree }), occurrence.file);
      return toDelivery(deps.newId(), occurrence, { ...copy, skipped: occurrence.skipped ?? copy.skipped });
    });
    await records.broadcasts.add(occurrence);
    if (occurrence.file !== null) await records.files.keep(occurrence.file.id, keptUntil(occurrence));
    await records.deliveries.add(deliveries, occurrence.createdAt);
  } catch (error) {
    if (!hasCode(error, 'record/not-found')) throw error;
    await records.broadcasts.add({ ...occurrence, skipped: error.message });
  }
}

/** When the next one comes, its time is over: after an absence a group gets one of them, not all. */
function toOccurrence(quiet: QuietHours, series: Series, { at, next, now }: Step): NewBroadcast {
  const { text, file, segment, createdBy, receiptReason: reason, receiptMs } = series;
  const closesAt = Math.min(at + series.windowMs, lastMoment(text, at, quiet), next ?? Number.POSITIVE_INFINITY);
  return {
    id: occurrenceId(series.id, at),
    text,
    file,
    segment,
    at,
    closesAt,
    receipt:
      reason === null
        ? null
        : { reason, until: receiptMs === null ? usualReceiptUntil({ at, closesAt }) : at + receiptMs },
    createdBy,
    createdAt: now,
    seriesId: series.id,
    skipped: now >= closesAt ? missedReason : null,
    urgent: null,
  };
}
