/** At most `max` messages in any `perMs`, to one conversation or of the whole account; `burst` of them may come at once. */
export type RateLimit = { scope: 'conversation' | 'account'; max: number; perMs: number; burst: number };

/** One bucket of the generic cell rate algorithm: a cell every `intervalMs`, up to `toleranceMs` ahead of time. */
export type RateBucket = { key: string; intervalMs: number; toleranceMs: number };

/** Platforms count from their own clock and with their own windows. */
const margin = 0.9;
/** Commits of a busy store take that long; in a long window it costs hardly anything. */
const latest = { part: 0.2, ms: 2_000 };

/** How much later than its place a call may begin, milliseconds: places keep to a window that is longer by so much. */
export function latenessOf({ perMs }: Pick<RateLimit, 'perMs'>): number {
  return Math.min(latest.ms, perMs * latest.part);
}

/**
 * The bucket that never lets more than nine tenths of the limit begin in any window, when each begins no later than
 * `latenessOf` behind its place. The burst counts against the window too, or the limit would be passed right after it.
 */
export function bucketOf(key: string, limit: RateLimit): RateBucket {
  const { max, perMs, burst } = limit;
  const allowed = Math.max(1, Math.floor(max * margin));
  const atOnce = Math.min(burst, allowed);
  const intervalMs = Math.ceil((perMs + latenessOf(limit)) / (allowed - atOnce + 1));
  return { key, intervalMs, toleranceMs: intervalMs * (atOnce - 1) };
}
