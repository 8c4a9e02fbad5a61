import { ChannelError, type Channel, type ChannelFailure } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Store } from '../../ports/store.ts';
import { holdPace, type PaceDeps } from './pace.ts';
import type { Parcel } from './parcel.ts';
import { mayRepeat } from './repeatable.ts';

export type SettleDeps = PaceDeps & {
  store: Store;
  clock: Clock;
  log: Log;
  /** Names this worker in leases. */
  owner: string;
};

/** A platform that says "wait" and not how long is not asked in a tight loop. */
const shortestWaitMs = 1_000;
const firstRetryMs = 2_000;
const longestRetryMs = 5 * 60_000;
/** An account that is not known any more needs a person. */
const authRetryMs = 60_000;

/**
 * What becomes of a parcel that was not sent, all of it. Retried is only what surely did not arrive, or what the
 * platform shows once however often it comes. Returns what holds back those behind it.
 */
export async function settle(
  deps: SettleDeps,
  parcel: Parcel,
  of: { channel: Channel; error: unknown },
): Promise<{ notBefore: number; reason: string } | null> {
  const { error, channel } = of;
  const { lead, mergedInto } = parcel;
  const id = mergedInto ?? lead.id;
  const failure: ChannelFailure = error instanceof ChannelError ? error.failure : { kind: 'unknown_outcome' };
  const reason = error instanceof ChannelError ? error.message : '发送时出错';
  deps.log.warn({ deliveryId: id, failure: failure.kind, error }, 'delivery was not sent');

  try {
    await follow(deps, lead, { channel, failure });
  } catch (error) {
    // The platform will say it again; a delivery that surely did not arrive must not become an unknown one for it.
    deps.log.warn({ deliveryId: id, error }, 'what the platform said is not on record');
  }
  const now = deps.clock.now();
  // What was surely not shown leaves open whether an attempt before it was.
  const untried = failure.kind !== 'unknown_outcome' && (lead.openSince ?? null) === null;
  if (mergedInto !== null && failure.kind === 'permanent') {
    // One bad part must not take the others with it: what the platform refused for good never arrived.
    await deps.store.deliveries.putBack(id, deps.owner, { notBefore: now, reason, apart: true, untried });
    return null;
  }
  const retryAt = retryTime(failure, {
    now,
    attempts: lead.attempts,
    mayRepeat: (at) =>
      channel.capabilities.idempotentSend &&
      mayRepeat(channel.capabilities, { openSince: lead.openSince ?? now, now: at }),
  });
  if (retryAt !== null) {
    await deps.store.deliveries.putBack(id, deps.owner, { notBefore: retryAt, reason, untried });
    return { notBefore: retryAt, reason: '等待前一条' };
  }
  const state = failure.kind === 'unknown_outcome' ? 'unknown' : 'failed';
  await deps.store.deliveries.end(id, deps.owner, { state, reason });
  return null;
}

/** What the platform said of the conversation holds for everything that is sent there. */
async function follow(
  deps: SettleDeps,
  delivery: Parcel['lead'],
  { channel, failure }: { channel: Channel; failure: ChannelFailure },
): Promise<void> {
  const { conversations } = deps.store;
  const now = deps.clock.now();
  if (failure.kind === 'gone') await conversations.setLeft(delivery.to, now);
  if (failure.kind === 'moved') await conversations.move(delivery.to, failure.to, now);
  if (failure.kind === 'rate_limited') await holdPace(deps, delivery, { channel, ms: failure.retryAfterMs });
  if (failure.kind === 'auth') deps.log.error({ channel: channel.id }, 'the platform refuses the account');
}

function retryTime(
  failure: ChannelFailure,
  at: { now: number; attempts: number; mayRepeat(at: number): boolean },
): number | null {
  const backoff = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(at.attempts, 10));
  switch (failure.kind) {
    case 'rate_limited':
      return at.now + Math.max(shortestWaitMs, failure.retryAfterMs);
    case 'transient':
      return at.now + backoff;
    case 'moved':
      return at.now + shortestWaitMs;
    case 'auth':
      return at.now + authRetryMs;
    case 'unknown_outcome':
      return at.mayRepeat(at.now + backoff) ? at.now + backoff : null;
    case 'permanent':
    case 'gone':
      return null;
  }
}
