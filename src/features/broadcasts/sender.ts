import { ChannelError, type Channel, type ChannelFailure } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ClaimedDelivery } from '../../ports/deliveries.ts';
import type { Log } from '../../ports/log.ts';
import type { Store } from '../../ports/store.ts';
import { guard, type GuardDeps } from './guard.ts';

export type SenderDeps = Omit<GuardDeps, 'deliveries'> & {
  store: Store;
  clock: Clock;
  log: Log;
  channels: ReadonlyMap<string, Channel>;
  /** Names this worker in leases. */
  owner: string;
};

export type Sender = {
  /** Sends what is due, until the signal; what is in flight then is finished. False when nothing was due. */
  round(signal: AbortSignal): Promise<boolean>;
  /** Settles what dead workers left; `all` when no other worker can live. */
  recover(all: boolean): Promise<void>;
};

const leaseMs = 30_000;
/** Under the lease, and none is begun that could outlast it: another worker would call it unknown while it still hangs. */
const sendTimeoutMs = 20_000;
const claimed = 20;
/** A platform that says "wait" and not how long is not asked in a tight loop. */
const shortestWaitMs = 1_000;
const firstRetryMs = 2_000;
const longestRetryMs = 5 * 60_000;

export function createSender(deps: SenderDeps): Sender {
  return {
    async round(signal) {
      const now = deps.clock.now();
      const due = await deps.store.deliveries.claim(
        { owner: deps.owner, now, leaseMs },
        { limit: claimed, channels: [...deps.channels.keys()] },
      );
      if (due.length === 0) return false;
      const mayStart = (): boolean => !signal.aborted && deps.clock.now() <= now + leaseMs - sendTimeoutMs;
      const conversations = [...new Set(due.map(({ conversationId }) => conversationId))];
      const ends = await Promise.allSettled(
        conversations.map((id) =>
          sendInOrder(
            deps,
            due.filter((one) => one.conversationId === id),
            mayStart,
          ),
        ),
      );
      // The round ends with its last send, also when the store failed under another one.
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
      return !signal.aborted;
    },
    async recover(all) {
      const idempotentChannels = [...deps.channels.values()]
        .filter((channel) => channel.idempotentSend)
        .map(({ id }) => id);
      const { unknown } = await deps.store.deliveries.recover({ now: deps.clock.now(), all, idempotentChannels });
      if (unknown > 0) deps.log.error({ unknown }, 'deliveries have an unknown outcome; a person must decide');
    },
  };
}

type Held = { notBefore: number; reason: string | null };
type Sent = { id: string; at: number; platformMessageId: string | null };

/** One conversation's deliveries keep their order: what cannot go now holds back those behind it. */
async function sendInOrder(
  deps: SenderDeps,
  deliveries: readonly ClaimedDelivery[],
  mayStart: () => boolean,
): Promise<void> {
  const sent: Sent[] = [];
  let held: Held | null = null;
  try {
    for (const delivery of deliveries) {
      if (!mayStart()) held ??= { notBefore: delivery.notBefore, reason: null };
      if (held !== null) await deps.store.deliveries.putBack(delivery.id, deps.owner, held);
      else held = await deliver(deps, delivery, sent);
    }
  } finally {
    if (sent.length > 0) await deps.store.deliveries.markAllSent(deps.owner, sent);
  }
}

/** Returns what holds back the deliveries behind it, null when they may go. */
async function deliver(deps: SenderDeps, delivery: ClaimedDelivery, sent: Sent[]): Promise<Held | null> {
  const { deliveries } = deps.store;
  const verdict = await guard({ ...deps, deliveries }, delivery);
  if (verdict.kind === 'skip') {
    await deliveries.end(delivery.id, deps.owner, { state: 'skipped', reason: verdict.reason });
    return null;
  }
  if (verdict.kind === 'wait') {
    await deliveries.putBack(delivery.id, deps.owner, { notBefore: verdict.until, reason: verdict.reason });
    return null;
  }
  const channel = deps.channels.get(delivery.to.channel);
  return channel ? send(deps, { delivery, channel, sent }) : null;
}

/**
 * `sending` is committed before the call, so that a crash in it is seen as unknown and never repeated. Where repeating
 * shows nothing twice, neither that commit nor one of its own for `sent` is needed.
 */
async function send(
  deps: SenderDeps,
  of: { delivery: ClaimedDelivery; channel: Channel; sent: Sent[] },
): Promise<Held | null> {
  const { delivery, channel } = of;
  const { deliveries, messages } = deps.store;
  const asked = delivery.replyTo === null ? null : await messages.find(delivery.replyTo);
  if (!channel.idempotentSend && !(await deliveries.markSending(delivery.id, deps.owner, deps.clock.now())))
    return null;
  try {
    const { platformMessageId } = await channel.send(
      {
        to: delivery.to,
        text: delivery.text,
        replyTo: asked === null ? null : { messageId: asked.id, senderName: asked.sender.name },
        idempotencyKey: delivery.id,
      },
      AbortSignal.timeout(sendTimeoutMs),
    );
    const done = { id: delivery.id, at: deps.clock.now(), platformMessageId };
    if (!channel.idempotentSend) await deliveries.markSent(delivery.id, deps.owner, done);
    // The daily cap counts what is on record, so only replies wait for those behind them.
    else if (delivery.kind === 'reply') of.sent.push(done);
    else await deliveries.markAllSent(deps.owner, [done]);
    return null;
  } catch (error) {
    return settle(deps, { delivery, idempotent: channel.idempotentSend, error });
  }
}

async function settle(
  deps: SenderDeps,
  of: { delivery: ClaimedDelivery; idempotent: boolean; error: unknown },
): Promise<{ notBefore: number; reason: string } | null> {
  const { delivery, error } = of;
  const failure: ChannelFailure = error instanceof ChannelError ? error.failure : { kind: 'unknown_outcome' };
  const reason = error instanceof ChannelError ? error.message : '发送时出错';
  deps.log.warn({ deliveryId: delivery.id, failure: failure.kind, error }, 'delivery was not sent');

  const retryAt = retryTime(failure, { now: deps.clock.now(), attempts: delivery.attempts, idempotent: of.idempotent });
  if (retryAt !== null) {
    await deps.store.deliveries.putBack(delivery.id, deps.owner, { notBefore: retryAt, reason });
    return { notBefore: retryAt, reason: '等待前一条' };
  }
  const state = failure.kind === 'unknown_outcome' ? 'unknown' : 'failed';
  await deps.store.deliveries.end(delivery.id, deps.owner, { state, reason });
  return null;
}

/** Retried is only what surely did not arrive, or what the platform shows once however often it comes. */
function retryTime(failure: ChannelFailure, at: { now: number; attempts: number; idempotent: boolean }): number | null {
  const backoff = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(at.attempts, 10));
  switch (failure.kind) {
    case 'rate_limited':
      return at.now + Math.max(shortestWaitMs, failure.retryAfterMs);
    case 'transient':
      return at.now + backoff;
    case 'unknown_outcome':
      return at.idempotent ? at.now + backoff : null;
    case 'permanent':
    case 'gone':
      return null;
  }
}
