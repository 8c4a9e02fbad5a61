import { hasCode } from '../../base/errors.ts';
import type { Broadcast } from '../../domain/broadcast.ts';
import type { Directory } from '../../domain/directory.ts';
import type { DeliveryState } from '../../domain/delivery.ts';
import { groupsOf, readSegment } from '../../domain/segment.ts';
import type { Store } from '../../ports/store.ts';
import { readDirectory } from './directory.ts';
import type { RecurrenceDeps } from './recurrence.ts';
import { ruleInWords } from './rule-words.ts';
import { type ListedSeries, toListed } from './series-desk.ts';
import { holidayNote, timesFrom } from './series-times.ts';

/** Times are ISO. */
export type Occurrence = {
  id: string;
  at: string;
  text: string;
  cancelledAt: string | null;
  /** Why nothing of it was sent, known from the start. */
  skipped: string | null;
  counts: Record<DeliveryState, number>;
};

export type ShownSeries = ListedSeries & {
  kind: 'series';
  /** Its rule for people. */
  rule: string;
  /** The next ones, ISO. */
  times: string[];
  /** In the segment now; null: it names none at the moment. */
  groups: number | null;
  note: string | null;
  /** The newest first. */
  occurrences: Occurrence[];
};

const occurrencesShown = 20;

/** Null: there is no such series. */
export async function showSeries(deps: RecurrenceDeps & { store: Store }, id: string): Promise<ShownSeries | null> {
  const { store } = deps;
  const series = await store.series.find(id);
  if (series === null) return null;
  const directory = await readDirectory(store);
  const occurrences = await store.broadcasts.listOccurrences(id, occurrencesShown);
  return {
    kind: 'series',
    ...toListed(series, directory.tree),
    rule: ruleInWords(series),
    times: (await timesFrom(deps, series)).map((at) => new Date(at).toISOString()),
    groups: countGroups(directory, series.segment),
    note: series.endedAt === null ? await holidayNote(deps, series) : null,
    occurrences: await Promise.all(occurrences.map((one) => toOccurrence(store, one))),
  };
}

function countGroups(directory: Directory, segment: string): number | null {
  try {
    return groupsOf(readSegment(segment), directory).length;
  } catch (error) {
    if (hasCode(error, 'record/not-found')) return null;
    throw error;
  }
}

async function toOccurrence(
  { deliveries }: Store,
  { id, at, text, cancelledAt, skipped }: Broadcast,
): Promise<Occurrence> {
  return {
    id,
    at: new Date(at).toISOString(),
    text,
    cancelledAt: cancelledAt === null ? null : new Date(cancelledAt).toISOString(),
    skipped,
    counts: await deliveries.countStates({ broadcastId: id }),
  };
}
