/** At most `max` messages in any `perMs`, to one conversation or of the whole account; `burst` of them may come at once. */
export type RateLimit = { scope: 'conversation' | 'account'; max: number; perMs: number; burst: number };

/** One bucket of the generic cell rate algorithm: a cell every `intervalMs`, up to `toleranceMs` ahead of time. */
export type RateBucket = { key: string; intervalMs: number; toleranceMs: number };

/** Platforms count from their own clock and with their own windows. */
const margin = 0.9;

/**
 * The bucket that never lets more than nine tenths of the limit through in any window. The burst counts against the
 * window too, or the limit would be passed right after it.
 */
export function bucketOf(key: string, { max, perMs, burst }: RateLimit): RateBucket {
  const allowed = Math.max(1, Math.floor(max * margin));
  const atOnce = Math.min(burst, allowed);
  const intervalMs = Math.ceil(perMs / (allowed - atOnce + 1));
  return { key, intervalMs, toleranceMs: intervalMs * (atOnce - 1) };
}
