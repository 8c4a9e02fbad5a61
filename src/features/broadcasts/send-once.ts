import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import { readSegment } from '../../domain/segment.ts';
import type { KnownRequest } from '../../ports/request-keys.ts';
import type { Records } from '../../ports/store.ts';
import { keepFile } from './carrying.ts';
import { type Draft, readDraft } from './draft.ts';
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

/** Who orders it, and the key they gave it. */
export type OrderedBy = { userId: string; key: string };

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

/** `repeated`: nothing was done, it had been ordered before. */
export type SentOnce = Sent & { repeated: boolean };

/** A key is remembered so long; a browser that repeats a request does it within minutes. */
const rememberMs = 30 * 24 * 3_600_000;

/**
 * Carries out an order the first time its key comes, and answers the same to whoever sends it again. The key, the
 * broadcast and its deliveries are one transaction: after a crash all of it is there, or none and the key is free.
 */
export async function sendOnce(deps: SendOnceDeps, order: SendOrder, by: OrderedBy): Promise<SentOnce> {
  const fingerprint = createHash('sha256').update(JSON.stringify(order)).digest('base64url');
  const known = await deps.store.requestKeys.find(by);
  if (known !== null) return repeat(known, fingerprint);

  const now = deps.clock.now();
  const add = await prepare(deps, await withUpload(deps, order), { id: deps.newId(), now });
  const sent = await deps.store.transaction(async (records) => {
    await records.requestKeys.forget(now - rememberMs);
    if (!(await records.requestKeys.claim({ ...by, fingerprint, at: now }))) return null;
    const done = await add(records);
    await records.requestKeys.setAnswer(by, JSON.stringify(done));
    return done;
  });
  if (sent !== null) return { ...sent, repeated: false };
  const first = await deps.store.requestKeys.find(by);
  if (first !== null) return repeat(first, fingerprint);
  throw new AppError('record/conflict', '同一个请求正在处理，请过一会儿再试。');
}

function repeat(known: KnownRequest, fingerprint: string): SentOnce {
  if (known.fingerprint === fingerprint) return { ...sentShape.parse(JSON.parse(known.answer)), repeated: true };
  throw new AppError('record/conflict', '这个 Idempotency-Key 已经用在另一次群发上了，新的群发请换一个。');
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
