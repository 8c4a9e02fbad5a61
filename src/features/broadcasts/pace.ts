import { bucketOf, type RateBucket } from '../../domain/rate-limit.ts';
import type { Channel } from '../../ports/channel.ts';
import type { ClaimedDelivery } from '../../ports/deliveries.ts';
import type { RateBuckets } from '../../ports/rate-buckets.ts';

export type PaceDeps = {
  store: { rateBuckets: RateBuckets };
  /** From 0 to less than 1. */
  random: () => number;
};

/** Takes a place under the limits of the platform; 0 when one was free, else the milliseconds until it may be tried again. */
export function paceOf(deps: PaceDeps, delivery: ClaimedDelivery, channel: Channel): Promise<number> {
  return deps.store.rateBuckets.take([...limitsOf(delivery, channel), ...pauseOf(deps, delivery, channel)]);
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

/** One bucket a limit, in the order of the limits. */
function limitsOf({ conversationId }: ClaimedDelivery, { id, capabilities }: Channel): RateBucket[] {
  return capabilities.rates.map((limit, place) => {
    const whose = limit.scope === 'conversation' ? `conversation/${conversationId}` : `account/${id}`;
    return bucketOf(`${whose}/${place}`, limit);
  });
}

/** A person would not write to fifty groups in a second; what nobody asked for is sent at the pace of one. */
function pauseOf({ random }: PaceDeps, { kind }: ClaimedDelivery, { id, capabilities }: Channel): RateBucket[] {
  const { pause } = capabilities;
  if (pause === null || kind === 'reply') return [];
  const intervalMs = Math.round(pause.fromMs + random() * (pause.toMs - pause.fromMs));
  return [{ key: `pause/${id}`, intervalMs, toleranceMs: 0 }];
}
