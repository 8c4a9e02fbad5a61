import { formatInstant, isoOf } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import { groupsOf, pinSegment, readSegment } from '../../domain/segment.ts';
import type { NewSeries, Series } from '../../domain/series.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Records, Store } from '../../ports/store.ts';
import { editedSeriesEntry } from './audited.ts';
import { readDirectory } from './directory.ts';
import { rewriteBroadcast } from './edit.ts';
import { hoursOf } from './rule-words.ts';
import { readSeries, type SeriesDraft, type SeriesDraftDeps } from './series-draft.ts';
import { holidayNote, withHolidays } from './series-times.ts';

export type SeriesEditDeps = SeriesDraftDeps & { store: Store; clock: Clock };

/** What is to be different; absent: as it is. */
export type SeriesChanges = Partial<Omit<SeriesDraft, 'by'>>;

export type SeriesEdit = {
  changes: SeriesChanges;
  /** Who edits, for people to read. */
  by: string;
  /** The text also counts for what is planned and no group has yet. */
  withWaiting: boolean;
};

/**
 * An occurrence that was planned before; times are ISO. `groups` wait for it in its own words; `begun`: others have it, or
 * may, so that its words stay.
 */
export type WaitingOccurrence = { id: string; at: string; groups: number; begun: boolean };

export type EditedSeries = {
  id: string;
  /** ISO. */
  nextAt: string;
  /** In the segment now. */
  groups: number;
  /** Groups that get the new text of what was planned before. */
  rewritten: number;
  waiting: WaitingOccurrence[];
  note: string | null;
};

/**
 * All of the changes, for every occurrence that is not planned yet, or none; null: there is no such series. Throws
 * `input/*` as planning does, and `record/conflict` where it is over.
 */
export async function editSeries(deps: SeriesEditDeps, id: string, edit: SeriesEdit): Promise<EditedSeries | null> {
  if (edit.withWaiting && edit.changes.text === undefined)
    throw new AppError('input/invalid', '已经安排好的那一次只能改内容，请写上新的内容。');
  const days = edit.changes.days ?? (await deps.store.series.find(id))?.days ?? 'all';
  const ready = await withHolidays(deps, days);
  const edited = await deps.store.transaction((records) => editIn(ready, records, { id, edit }));
  if (edited === null) return null;
  const { series, ...rest } = edited;
  return { ...rest, id, nextAt: isoOf(series.nextAt), note: await holidayNote(deps, series) };
}

type Edited = Omit<EditedSeries, 'id' | 'nextAt' | 'note'> & { series: NewSeries };

async function editIn(
  deps: SeriesEditDeps,
  records: Records,
  { id, edit }: { id: string; edit: SeriesEdit },
): Promise<Edited | null> {
  const now = deps.clock.now();
  // Held, so that whoever plans an occurrence did so before, or finds another edition.
  const known = await records.series.hold(id);
  if (known === null) return null;
  const { nextAt } = known;
  if (nextAt === null || known.endedAt !== null)
    throw new AppError('record/conflict', '这个定期群发已经结束，不能再改；要再发请重新安排一个。');
  refuseDue(deps, { ...known, nextAt }, { changes: edit.changes, now });
  // What is due and not planned yet stays the next one.
  const asOf = Math.min(now, nextAt - 1);
  const written = await readSeries(deps, { ...draftFrom(known), ...edit.changes }, { id, now: asOf });
  const directory = await readDirectory(records);
  const groups = groupsOf(readSegment(written.segment), directory).length;
  const series = { ...written, segment: pinSegment(written.segment, directory.tree) };
  await records.series.edit(id, { ...series, changedBy: edit.by, changedAt: now });
  await records.audit.append(editedSeriesEntry(series, { who: edit.by, at: now }));
  return { series, groups, ...(await handleWaiting(deps, records, { series, edit, now })) };
}

const rule = ['cron', 'days', 'from', 'until'] as const;

/** Another timetable would lose the time that has come; the server plans it within seconds. */
function refuseDue(
  { timeZone }: SeriesEditDeps,
  { nextAt }: { nextAt: number },
  { changes, now }: { changes: SeriesChanges; now: number },
): void {
  if (nextAt > now || rule.every((part) => changes[part] === undefined)) return;
  const time = formatInstant(nextAt, timeZone);
  throw new AppError(
    'record/conflict',
    `${time} 那一次已到时间、还没安排，请等服务安排好再改时间；服务没有运行请先启动。`,
  );
}

function draftFrom(series: Series): SeriesDraft {
  const { text, segment: to, cron, days, from, until, windowMs, receiptReason, receiptMs, createdBy: by } = series;
  const hours = { windowHours: hoursOf(windowMs), receiptHours: receiptMs === null ? null : hoursOf(receiptMs) };
  return { text, keepsFile: series.file !== null, to, cron, days, from, until, receiptReason, by, ...hours };
}

/** Each occurrence is in one text for all its groups: it is rewritten whole, or stays as it is and is told. */
async function handleWaiting(
  deps: SeriesEditDeps,
  records: Records,
  { series, edit, now }: { series: NewSeries; edit: SeriesEdit; now: number },
): Promise<Pick<Edited, 'rewritten' | 'waiting'>> {
  const waiting: WaitingOccurrence[] = [];
  let rewritten = 0;
  for (const broadcast of await records.broadcasts.listOpen(series.id, now)) {
    const counts = await records.deliveries.countStates({ broadcastId: broadcast.id });
    const groups = counts.pending + counts.claimed + counts.sending;
    const begun = counts.claimed + counts.sending + counts.sent + counts.unknown + counts.failed > 0;
    if (groups === 0 || broadcast.skipped !== null) continue;
    if (edit.withWaiting) rewritten += await rewriteBroadcast(deps, records, { broadcast, text: series.text });
    else waiting.push({ id: broadcast.id, at: isoOf(broadcast.at), groups, begun });
  }
  return { rewritten, waiting };
}
