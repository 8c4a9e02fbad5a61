import type { Channel, ReplyTo, SendResult } from '../../ports/channel.ts';
import type { ClaimedDelivery } from '../../ports/deliveries.ts';
import type { FileShelf } from './file-shelf.ts';
import { type MessageBody, messagesOf, whyNotSent } from './messages-of.ts';
import { noteLookUp } from './look-up.ts';
import { keepPace, paceOf, type PaceDeps } from './pace.ts';
import type { Parcel } from './parcel.ts';
import { forgottenReason, knowsKeysForEver, mayRepeat } from './repeatable.ts';
import { type SendTimes, timeoutOf } from './send-times.ts';
import { settle, type SettleDeps } from './settle.ts';

/** Between the end of the longest send and the end of the lease: time to put on record how it ended. */
const leaseMarginMs = 10_000;

export type TransmitDeps = SettleDeps & PaceDeps;

/** What holds back the deliveries behind one that could not go; `but`: these it does not. */
export type Held = { notBefore: number; reason: string | null; but?: 'replies' };
export type Sent = { id: string; at: number; platformMessageId: string | null };

/** One conversation's turn: may another message begin, and what is sent and not yet on record. */
export type Turn = {
  channel: Channel;
  mayStart: () => boolean;
  times: SendTimes;
  sent: Sent[];
  fileOf: FileShelf;
};

/**
 * Sends a parcel, in as many messages as its text and file take on this channel; after a crash it goes on with the part that
 * was not sent yet.
 *
 * `sending` is committed before each call, so that a crash in it is seen as unknown and never repeated. Where repeating
 * shows nothing twice, neither that commit nor one of its own for `sent` is needed; but what was tried of a broadcast
 * is on record there too, or it could be merged with others afterwards and be shown again among them.
 */
export async function transmit(deps: TransmitDeps, parcel: Parcel, turn: Turn): Promise<Held | null> {
  const { lead } = parcel;
  const parts = await partsOf(deps, parcel, turn);
  if (parts === null) return null;
  const replyTo = await replyToOf(deps, lead);
  const buttonPlace = buttonPlaceOf(parts);
  for (const [place, body] of parts.entries()) {
    if (place < lead.partsSent) continue;
    const { held, at } = await wait(deps, parcel, turn);
    if (held !== null) return heldBack(lead, held);
    if (body.kind === 'file' && !(await hold(deps, lead, timeoutOf(body, turn.times)))) return null;
    if (place === lead.partsSent && (await isForgotten(deps, parcel, turn))) return null;
    await noteLookUp(deps, { deliveryId: lead.id, key: keyOf(parcel, place) }, turn.channel);
    if (!(await begin(deps, parcel, { turn, place }))) return null;
    const late = await keep(deps, parcel, { turn, at });
    if (late !== null) return heldBack(lead, late);
    const isLast = place === parts.length - 1;
    try {
      const result = await sendPart(parcel, turn, { body, place, hasButtons: place === buttonPlace, replyTo });
      if (isLast) await record(deps, parcel, { turn, result });
      else if (!(await markPart(deps, lead, { turn, place }))) return null;
    } catch (error) {
      return settle(deps, parcel, { channel: turn.channel, error });
    }
  }
  return null;
}

/** Null, and the delivery is over, when its file cannot be sent here. What carries a file, or is a template, is not merged. */
async function partsOf(
  deps: TransmitDeps,
  { lead, text }: Parcel,
  { channel: { capabilities }, fileOf }: Turn,
): Promise<MessageBody[] | null> {
  if (lead.template !== null) return [{ kind: 'template', text, ...lead.template }];
  if (lead.fileId === null) return messagesOf(text, null, capabilities);
  const file = await fileOf(lead.fileId);
  const reason = whyNotSent(file && { size: file.bytes.byteLength }, capabilities);
  if (reason === null) return messagesOf(text, file, capabilities);
  await deps.store.deliveries.end(lead.id, deps.owner, { state: 'failed', reason });
  return null;
}

/** A broadcast that waits is in no reply's way. */
function heldBack({ kind }: ClaimedDelivery, held: Held): Held {
  return kind === 'reply' ? held : { ...held, but: 'replies' };
}

/** `at`: the place it may begin at, null = at any time; `held`: it may not, is put back, and until when. */
type Waited = { held: Held; at: null } | { held: null; at: number | null };

async function wait(deps: TransmitDeps, { lead, deliveries }: Parcel, turn: Turn): Promise<Waited> {
  const place = turn.mayStart() ? await paceOf(deps, lead, turn.channel) : null;
  const waitMs = place?.at === null ? place.waitMs : 0;
  if (place && place.at !== null && place.inMs > 0) await deps.sleep(place.inMs);
  if (waitMs === 0 && turn.mayStart()) return { held: null, at: place?.at ?? null };
  const held = waitMs === 0 ? { notBefore: lead.notBefore, reason: null } : queued(deps, waitMs);
  await deps.store.deliveries.putBackAll(
    deliveries.map(({ id }) => id),
    deps.owner,
    held,
  );
  return { held, at: null };
}

/** Right before the call: null = it may begin; else it surely was not made, is put back, and until when. */
async function keep(
  deps: TransmitDeps,
  { lead, mergedInto }: Parcel,
  { turn: { channel, mayStart }, at }: { turn: Turn; at: number | null },
): Promise<Held | null> {
  const waitMs = at === null ? 0 : await keepPace(deps, lead, { channel, at, mayStart });
  // Its place may have come so late that the lease would end in the call.
  if (waitMs === 0 && mayStart()) return null;
  const held = waitMs === 0 ? { notBefore: lead.notBefore, reason: null } : queued(deps, waitMs);
  const untried = (lead.openSince ?? null) === null;
  await deps.store.deliveries.putBack(mergedInto ?? lead.id, deps.owner, { ...held, untried });
  return held;
}

function queued({ clock }: TransmitDeps, waitMs: number): { notBefore: number; reason: string } {
  return { notBefore: clock.now() + waitMs, reason: '按平台的限速排队' };
}

/** True, and the delivery is over, when an attempt may have been shown that the platform does not know again. */
async function isForgotten(
  { store, owner, clock }: TransmitDeps,
  { lead: { id, openSince = null }, mergedInto }: Parcel,
  { channel }: Turn,
): Promise<boolean> {
  if (mayRepeat(channel.capabilities, { openSince, now: clock.now() })) return false;
  await store.deliveries.end(mergedInto ?? id, owner, { state: 'unknown', reason: forgottenReason });
  return true;
}

/** A large file takes longer than a lease, and nobody is to call it unknown meanwhile. */
function hold(deps: TransmitDeps, { id }: ClaimedDelivery, ms: number): Promise<boolean> {
  const now = deps.clock.now();
  return deps.store.deliveries.prolong(id, deps.owner, { now, until: now + ms + leaseMarginMs });
}

/** False when the lease was lost. */
async function begin(
  deps: TransmitDeps,
  { lead, deliveries, mergedInto }: Parcel,
  { turn, place }: { turn: Turn; place: number },
): Promise<boolean> {
  const { owner, store, clock } = deps;
  if (mergedInto !== null) {
    const ids = deliveries.map(({ id }) => id);
    return store.deliveries.markMerged({ lead: mergedInto, ids }, owner, clock.now());
  }
  const isRepeatable = knowsKeysForEver(turn.channel.capabilities);
  if (isRepeatable && (lead.kind !== 'broadcast' || place > lead.partsSent)) return true;
  return store.deliveries.markSending(lead.id, owner, clock.now());
}

async function replyToOf(deps: TransmitDeps, { replyTo }: ClaimedDelivery): Promise<ReplyTo | null> {
  const asked = replyTo === null ? null : await deps.store.messages.find(replyTo);
  if (asked === null) return null;
  const { platformId, name } = asked.sender;
  return { messageId: asked.id, replyRef: asked.replyRef, sender: { platformId, name } };
}

type Part = { body: MessageBody; place: number; hasButtons: boolean; replyTo: ReplyTo | null };

/** Under the last words, as the preview shows it: not every platform has buttons under a file. */
function buttonPlaceOf(parts: readonly MessageBody[]): number {
  return parts.findLastIndex((body) => body.kind !== 'file' || body.caption !== '');
}

/** What a person wants sent again must not be taken for what was sent before, nor a merged message for its first part. */
function keyOf({ lead, mergedInto }: Parcel, place: number): string {
  if (mergedInto !== null) return `${mergedInto}/merged`;
  const key = lead.resends === 0 ? lead.id : `${lead.id}/again${lead.resends}`;
  return place === 0 ? key : `${key}/${place + 1}`;
}

/** The first part quotes the question. */
function sendPart(parcel: Parcel, turn: Turn, part: Part): Promise<SendResult> {
  return turn.channel.send(
    {
      to: parcel.lead.to,
      body: part.body,
      replyTo: part.place === 0 ? part.replyTo : null,
      receiptOf: part.hasButtons ? parcel.receiptOf : null,
      ...(part.hasButtons && parcel.choices !== null ? { choices: parcel.choices } : {}),
      idempotencyKey: keyOf(parcel, part.place),
    },
    AbortSignal.timeout(timeoutOf(part.body, turn.times)),
  );
}

function markPart(
  deps: TransmitDeps,
  { id }: ClaimedDelivery,
  { turn, place }: { turn: Turn; place: number },
): Promise<boolean> {
  if (knowsKeysForEver(turn.channel.capabilities)) return Promise.resolve(true);
  return deps.store.deliveries.markPart(id, deps.owner, place + 1);
}

async function record(
  deps: TransmitDeps,
  { lead, mergedInto }: Parcel,
  { turn, result }: { turn: Turn; result: SendResult },
): Promise<void> {
  const id = mergedInto ?? lead.id;
  const done = { id, at: deps.clock.now(), platformMessageId: result.platformMessageId };
  if (!knowsKeysForEver(turn.channel.capabilities) || mergedInto !== null)
    await deps.store.deliveries.markSent(id, deps.owner, done);
  // The daily cap counts what is on record, so only replies wait for those behind them.
  else if (lead.kind === 'reply') turn.sent.push(done);
  else await deps.store.deliveries.markAllSent(deps.owner, [done]);
}
