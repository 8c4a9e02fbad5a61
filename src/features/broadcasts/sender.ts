import type { Channel } from '../../ports/channel.ts';
import type { ClaimedDelivery } from '../../ports/deliveries.ts';
import { createFileShelf } from './file-shelf.ts';
import type { LinkOf } from './asking.ts';
import { withoutConsent } from './consent.ts';
import { guard, type GuardDeps } from './guard.ts';
import { parcelOf } from './parcel.ts';
import { knowsKeysForEver } from './repeatable.ts';
import { type SendTimes, usualTimes } from './send-times.ts';
import { type Held, transmit, type TransmitDeps, type Turn } from './transmit.ts';

export type SenderDeps = Omit<GuardDeps, 'deliveries' | 'receipts'> &
  TransmitDeps & {
    channels: ReadonlyMap<string, Channel>;
    /** Where members say 收到 when they cannot answer the bot. */
    linkOf: LinkOf;
    /** Other ones than the usual, for tests. */
    times?: SendTimes;
  };

export type Sender = {
  /** The channels that send by themselves. */
  channels: readonly string[];
  /**
   * Sends what is due on one channel and carries no file, until the signal; what is in flight then is finished. False
   * when nothing was due.
   */
  round(channel: string, signal: AbortSignal): Promise<boolean>;
  /** The same for what carries a file: apart, for answers are not to wait until large files are through. */
  fileRound(channel: string, signal: AbortSignal): Promise<boolean>;
  /** Settles what dead workers left, all of it when no other worker can live, and what nobody could send in time. */
  recover(all: boolean): Promise<void>;
};

const leaseMs = 30_000;
const claimed = 20;
/** Side by side they share the line, and none may take longer than it is given. */
const uploadsAtOnce = 4;

export function createSender(deps: SenderDeps): Sender {
  const channels = [...deps.channels.values()];
  // An owner of its own, so that the two never send to one conversation at the same time.
  const uploader = { ...deps, owner: `${deps.owner}/files` };
  return {
    channels: channels.filter(({ capabilities }) => capabilities.sentBy === 'bot').map(({ id }) => id),
    round: (id, signal) => sendDue(deps, id, { signal, files: false, limit: claimed }),
    fileRound: (id, signal) => sendDue(uploader, id, { signal, files: true, limit: uploadsAtOnce }),
    async recover(all) {
      const now = deps.clock.now();
      const idempotentChannels = channels
        .filter(({ capabilities }) => knowsKeysForEver(capabilities))
        .map((channel) => channel.id);
      const brieflyIdempotent = channels.flatMap(({ id, capabilities: { idempotentForMs: ms } }) =>
        ms === undefined ? [] : [{ channel: id, since: now - ms }],
      );
      const { unknown } = await deps.store.deliveries.recover({ now, all, idempotentChannels, brieflyIdempotent });
      if (unknown > 0) deps.log.error({ unknown }, 'deliveries have an unknown outcome; a person must decide');
      const late = await deps.store.deliveries.skipOverdue(now);
      if (late > 0) deps.log.warn({ late }, 'deliveries could not be sent in time');
    },
  };
}

type Round = { signal: AbortSignal; files: boolean; limit: number };

async function sendDue(deps: SenderDeps, id: string, { signal, files, limit }: Round): Promise<boolean> {
  const channel = deps.channels.get(id);
  if (channel === undefined || !channel.canSend()) return false;
  const now = deps.clock.now();
  const { times = usualTimes } = deps;
  const due = await deps.store.deliveries.claim({ owner: deps.owner, now, leaseMs }, { limit, channels: [id], files });
  if (due.length === 0) return false;
  // None is begun that could outlast the lease: another worker would call it unknown while it still hangs.
  const mayStart = (): boolean => !signal.aborted && deps.clock.now() <= now + leaseMs - times.usualMs;
  const turn = { channel, mayStart, times, fileOf: createFileShelf(deps.store.files) };
  const lines = [...new Set(due.map(({ conversationId }) => conversationId))].map((conversation) => ({
    ...turn,
    deliveries: due.filter(({ conversationId }) => conversationId === conversation),
  }));
  const ends = await Promise.allSettled(lines.map((line) => sendInOrder(deps, line)));
  // The round ends with its last send, also when the store failed under another one.
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return !signal.aborted;
}

type Line = Omit<Turn, 'sent'> & { deliveries: readonly ClaimedDelivery[] };

/** One conversation's deliveries keep their order: what cannot go now holds back those behind it. */
async function sendInOrder(deps: SenderDeps, { deliveries, ...line }: Line): Promise<void> {
  const turn: Turn = { ...line, sent: [] };
  let waiting = deliveries;
  try {
    for (let delivery = waiting[0]; delivery !== undefined; delivery = waiting[0]) {
      let held: Held | null = line.mayStart() ? null : { notBefore: delivery.notBefore, reason: null };
      if (held === null) [held, waiting] = await deliver(deps, waiting, turn);
      if (held !== null) waiting = await putBack(deps, waiting, held);
    }
  } finally {
    if (turn.sent.length > 0) await deps.store.deliveries.markAllSent(deps.owner, turn.sent);
  }
}

/** Those that are not held back. */
async function putBack(
  { store, owner }: SenderDeps,
  waiting: readonly ClaimedDelivery[],
  { but, ...held }: Held,
): Promise<readonly ClaimedDelivery[]> {
  const free = waiting.filter(({ kind }) => but === 'replies' && kind === 'reply');
  const ids = waiting.filter((one) => !free.includes(one)).map(({ id }) => id);
  if (ids.length > 0) await store.deliveries.putBackAll(ids, owner, held);
  return free;
}

/** Returns what holds back the deliveries behind the first, null when they may go, and which of them are left. */
async function deliver(
  deps: SenderDeps,
  [first, ...behind]: readonly ClaimedDelivery[],
  turn: Turn,
): Promise<[Held | null, readonly ClaimedDelivery[]]> {
  if (first === undefined) return [null, []];
  const { deliveries, receipts } = deps.store;
  const verdict = (await withoutConsent(deps.store, first)) ?? (await guard({ ...deps, deliveries, receipts }, first));
  switch (verdict.kind) {
    case 'send': {
      const parcel = parcelOf(first, { behind, channel: turn.channel, linkOf: deps.linkOf, now: deps.clock.now() });
      return [await transmit(deps, parcel, turn), behind.filter((one) => !parcel.deliveries.includes(one))];
    }
    case 'skip':
      await deliveries.end(first.id, deps.owner, { state: 'skipped', reason: verdict.reason });
      return [null, behind];
    case 'wait':
      await deliveries.putBack(first.id, deps.owner, { notBefore: verdict.until, reason: verdict.reason });
      return [null, behind];
  }
}
