import { bucketOf, latenessOf, type RateBucket } from '../../domain/rate-limit.ts';
import type { Channel } from '../../ports/channel.ts';
import type { ClaimedDelivery } from '../../ports/deliveries.ts';
import type { Full, Place, RateBuckets } from '../../ports/rate-buckets.ts';

export type PaceDeps = {
  store: { rateBuckets: RateBuckets };
  /** From 0 to less than 1. */
  random: () => number;
  /** Resolves after so many milliseconds. */
  sleep: (ms: number) => Promise<void>;
};

/** So long a worker waits for a place it has; what has to wait longer goes back, and others may come first. */
const aheadMs = 500;
/** A store that is slower than that is not waited for any more. */
const longestLeadMs = 5_000;

/** Takes a place under the limits of the platform; null where it has none. */
export function paceOf(deps: PaceDeps, delivery: ClaimedDelivery, channel: Channel): Promise<Place | Full | null> {
  const limits = limitsOf(delivery, channel);
  // All workers meet at those of the account, so it is they that say when.
  const [first, ...others] = [
    ...limits.filter(({ scope }) => scope === 'account'),
    ...limits.filter(({ scope }) => scope === 'conversation'),
    ...pauseOf(deps, delivery, channel),
  ];
  if (first === undefined) return Promise.resolve(null);
  const isOfAccount = limits.some(({ key, scope }) => key === first.key && scope === 'account');
  return deps.store.rateBuckets.take([first, ...others], isOfAccount ? { aheadMs } : {});
}

/**
 * To be asked right before a call; resolves when it may begin with 0, else with the milliseconds until it may be tried
 * again.
 *
 * Between a place and its call lie commits, and on a slow store they take any time: calls that had their places one by
 * one would then come all at once. What comes later than its limits allow for takes another place, as far ahead that it
 * is there in time. Only those of the account are looked at: to a conversation one call comes after the other anyway.
 */
export async function keepPace(
  deps: PaceDeps,
  delivery: ClaimedDelivery,
  { channel, at, mayStart }: { channel: Channel; at: number; mayStart: () => boolean },
): Promise<number> {
  const { rateBuckets } = deps.store;
  const shared = limitsOf(delivery, channel).filter(({ scope }) => scope === 'account');
  for (let place = at; ;) {
    const lateMs = await rateBuckets.since(place);
    const [first, ...others] = shared.filter((limit) => lateMs > limit.lateMs);
    if (first === undefined) {
      if (lateMs < 0) await deps.sleep(-lateMs);
      return 0;
    }
    if (!mayStart()) return 1;
    const leadMs = Math.min(longestLeadMs, 2 * Math.ceil(lateMs));
    const taken = await rateBuckets.take([first, ...others], { aheadMs, leadMs });
    if (taken.at === null) return taken.waitMs;
    place = taken.at;
  }
}

/**
 * After a refusal nothing goes to the conversation, from any worker, for as long as the platform said; nothing of the
 * account where that is all the platform counts.
 */
export async function holdPace(
  deps: PaceDeps,
  delivery: ClaimedDelivery,
  of: { channel: Channel; ms: number },
): Promise<void> {
  const place = of.channel.capabilities.rates.findIndex(({ scope }) => scope === 'conversation');
  const bucket = limitsOf(delivery, of.channel)[Math.max(0, place)];
  if (bucket) await deps.store.rateBuckets.hold(bucket, of.ms);
}

/** `lateMs`: how much later than its place a call may begin. */
type LimitBucket = RateBucket & { scope: 'conversation' | 'account'; lateMs: number };

/** Those that all workers of an account share. */
export function accountBucketsOf(channel: Pick<Channel, 'id' | 'capabilities'>): RateBucket[] {
  return limitsOf({ conversationId: '' }, channel).filter(({ scope }) => scope === 'account');
}

/** One bucket a limit, in the order of the limits. */
function limitsOf(
  { conversationId }: Pick<ClaimedDelivery, 'conversationId'>,
  { id, capabilities }: Pick<Channel, 'id' | 'capabilities'>,
): LimitBucket[] {
  return capabilities.rates.map((limit, place) => {
    const { scope } = limit;
    const whose = scope === 'conversation' ? `conversation/${conversationId}` : `account/${id}`;
    return { ...bucketOf(`${whose}/${place}`, limit), scope, lateMs: latenessOf(limit) };
  });
}

/** A person would not write to fifty groups in a second; what nobody asked for is sent at the pace of one. */
function pauseOf({ random }: PaceDeps, { kind }: ClaimedDelivery, { id, capabilities }: Channel): RateBucket[] {
  const { pause } = capabilities;
  if (pause === null || kind === 'reply') return [];
  const intervalMs = Math.round(pause.fromMs + random() * (pause.toMs - pause.fromMs));
  return [{ key: `pause/${id}`, intervalMs, toleranceMs: 0 }];
}
