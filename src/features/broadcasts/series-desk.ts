import { isoOf } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import type { NewFile } from '../../domain/file.ts';
import { groupsOf, nameSegment, pinSegment, readSegment } from '../../domain/segment.ts';
import { type OrganizationTree, treeOf } from '../../domain/organization.ts';
import type { NewSeries, Series, SeriesDays } from '../../domain/series.ts';
import { hoursOf } from './rule-words.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Records, Store } from '../../ports/store.ts';
import { type Cancelled, cancelledEntry, seriesEntry } from './audited.ts';
import { keepOn, keptUntil, noteOf } from './carrying.ts';
import { readDirectory } from './directory.ts';
import { cancelledReason } from './guard.ts';
import { type Preview, type PreviewDeps, previewBroadcast } from './preview.ts';
import { holidayNote, timesFrom } from './series-times.ts';
import { draftOf, readSeries, type SeriesDraft, type SeriesDraftDeps } from './series-draft.ts';

export type SeriesDeskDeps = PreviewDeps & SeriesDraftDeps;

/** `note`: what staff should know about its days, null = nothing. */
export type PlannedSeries = { series: NewSeries; groups: number; note: string | null };

/** The first occurrence as of now, and the first times, ISO. */
export type SeriesPreview = Preview & { times: string[]; note: string | null };

/** Times are ISO; `nextAt` null: none follows. */
export type ListedSeries = {
  id: string;
  text: string;
  file: { name: string; size: number } | null;
  segment: string;
  cron: string;
  days: SeriesDays;
  from: string | null;
  until: string | null;
  /** How long after its time it may still be sent, in hours. */
  windowHours: number;
  receipt: string | null;
  /** How long after its time a 收到 is in time, in hours; null: the usual. */
  receiptHours: number | null;
  nextAt: string | null;
  endedAt: string | null;
  createdBy: string;
  createdAt: string;
  /** The last edit; null: none. */
  changedBy: string | null;
  changedAt: string | null;
};

const listed = 500;

/** The series, or nothing; its segment must name groups already. */
export async function planSeries(deps: SeriesDeskDeps, draft: SeriesDraft): Promise<PlannedSeries> {
  const written = await readSeries(deps, draft, { id: deps.newId(), now: deps.clock.now() });
  const planned = await deps.store.transaction((records) => addSeries(records, written, draft.file));
  return { ...planned, note: await holidayNote(deps, planned.series) };
}

/** Within the transaction of `records`, which is to hold nothing of it when this throws. */
export async function addSeries(
  { audit, files, series, ...records }: Pick<Records, 'audit' | 'conversations' | 'files' | 'organizations' | 'series'>,
  written: NewSeries,
  file: NewFile | undefined,
): Promise<Omit<PlannedSeries, 'note'>> {
  const directory = await readDirectory(records);
  const groups = groupsOf(readSegment(written.segment), directory);
  const expiresAt = keptUntil({ closesAt: written.nextAt + written.windowMs, receipt: null });
  const id = file && (await files.put(file, { now: written.createdAt, expiresAt }));
  if (written.file !== null) await keepOn(files, written.file, expiresAt);
  const segment = pinSegment(written.segment, directory.tree);
  const kept = { ...written, segment, file: file && id ? noteOf(file, id) : written.file };
  await series.add(kept);
  await audit.append(seriesEntry(kept));
  return { series: kept, groups: groups.length };
}

/** Stores nothing; throws what planning would. */
export async function previewSeries(deps: SeriesDeskDeps, draft: SeriesDraft): Promise<SeriesPreview> {
  const series = await readSeries(deps, draft, { id: 'preview', now: deps.clock.now() });
  const preview = await previewBroadcast(deps, draftOf(deps, draft, series.nextAt));
  const times = await timesFrom(deps, series);
  return { ...preview, times: times.map(isoOf), note: await holidayNote(deps, series) };
}

export async function listSeries({ store }: { store: Store }): Promise<ListedSeries[]> {
  const tree = treeOf(await store.organizations.list());
  return (await store.series.list(listed)).map((series) => toListed(series, tree));
}

/** Ends it, with what was planned and not sent yet; null: there is no such series. */
export async function cancelSeries(
  { store, clock }: { store: Store; clock: Clock },
  id: string,
  by: string,
): Promise<Cancelled | null> {
  const at = clock.now();
  return store.transaction(async ({ audit, series, broadcasts, deliveries, files }) => {
    const known = await series.find(id);
    if (known === null) return null;
    // First, for whoever plans an occurrence at this moment is waited for here.
    if (!(await series.end(id, at))) throw new AppError('record/conflict', '这个定期群发之前已经结束了。');
    const total = { series: true, caught: 0, sent: 0, inFlight: 0 };
    for (const { id: broadcastId } of await broadcasts.listOpen(id, at)) {
      await broadcasts.cancel(broadcastId, at);
      total.caught += await deliveries.skipBroadcast(broadcastId, cancelledReason);
      const { sent, claimed, sending, pending } = await deliveries.countStates({ broadcastId });
      total.sent += sent;
      total.inFlight += claimed + sending + pending;
    }
    if (known.file !== null) await files.release(known.file.id, at);
    await audit.append(cancelledEntry({ id, who: by, at }, total));
    return total;
  });
}

export function toListed(series: Series, tree: OrganizationTree): ListedSeries {
  const { windowMs, receiptReason: receipt, receiptMs, file, ...rest } = series;
  return {
    ...rest,
    file: file && { name: file.name, size: file.size },
    windowHours: hoursOf(windowMs),
    receipt,
    receiptHours: receiptMs === null ? null : hoursOf(receiptMs),
    segment: nameSegment(series.segment, tree),
    nextAt: series.nextAt === null ? null : isoOf(series.nextAt),
    endedAt: series.endedAt === null ? null : isoOf(series.endedAt),
    createdAt: isoOf(series.createdAt),
    changedAt: series.changedAt === null ? null : isoOf(series.changedAt),
  };
}
