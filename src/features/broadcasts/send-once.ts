import { z } from 'zod';
import { readSegment } from '../../domain/segment.ts';
import type { Records } from '../../ports/store.ts';
import { keepFile } from './carrying.ts';
import { type Draft, readDraft } from './draft.ts';
import { once, type Once, type OrderedBy } from './once.ts';
import { addBroadcast, type PlanDeps } from './plan.ts';
import { addSeries } from './series-desk.ts';
import { readSeries, type SeriesDraft, type SeriesDraftDeps } from './series-draft.ts';
import { holidayNote } from './series-times.ts';
import { withUpload } from './upload.ts';

export type SendOnceDeps = PlanDeps & SeriesDraftDeps;

/** What is to be sent, alone or again and again. */
export type SendOrder = ({ kind: 'broadcast'; draft: Draft } | { kind: 'series'; draft: SeriesDraft }) & {
  /** What was uploaded for it. */
  fileId?: string;
};

const sentShape = z.object({
  id: z.string(),
  series: z.boolean(),
  /** Rows of the ledger; of these `skipped` at once, and `byHand` to be posted by a person. None yet of a series. */
  deliveries: z.number(),
  skipped: z.number(),
  byHand: z.number(),
  /** Of its segment as of now. */
  groups: z.number(),
  /** ISO; of a series. */
  nextAt: z.string().nullable(),
  /** What staff should know about the days of a series. */
  note: z.string().nullable(),
});
type Sent = z.output<typeof sentShape>;

export type SentOnce = Once<Sent>;

/** The broadcast or series of an order, once for each key, whole or not at all. */
export async function sendOnce(deps: SendOnceDeps, order: SendOrder, by: OrderedBy): Promise<SentOnce> {
  return once(deps, {
    by,
    order,
    answer: sentShape,
    prepare: async (now) => prepare(deps, await withUpload(deps, order, by.userId), { id: deps.newId(), now }),
  });
}

type Of = { id: string; now: number };

/** What is wrong with an order is found before anything is stored. */
async function prepare(deps: SendOnceDeps, order: SendOrder, of: Of): Promise<(records: Records) => Promise<Sent>> {
  if (order.kind === 'broadcast') return prepareBroadcast(deps, order.draft, of);
  const { file } = order.draft;
  const written = await readSeries(deps, order.draft, of);
  const note = await holidayNote(deps, written);
  return async (records) => {
    const { series, groups } = await addSeries(records, written, file);
    const nextAt = new Date(series.nextAt).toISOString();
    return { id: series.id, series: true, deliveries: 0, skipped: 0, byHand: 0, groups, nextAt, note };
  };
}

function prepareBroadcast(deps: SendOnceDeps, draft: Draft, of: Of): (records: Records) => Promise<Sent> {
  readSegment(draft.to);
  const broadcast = readDraft(draft, { ...deps, ...of });
  return async (records) => {
    const kept = await keepFile(records, broadcast, draft.file);
    const { deliveries, skipped, byHand } = await addBroadcast(deps, records, kept);
    const of = { id: broadcast.id, series: false, groups: deliveries };
    return { ...of, deliveries, skipped, byHand, nextAt: null, note: null };
  };
}
