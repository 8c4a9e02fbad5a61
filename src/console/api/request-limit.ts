import { AppError } from '../../base/errors.ts';
import { bucketOf } from '../../domain/rate-limit.ts';
import type { Clock } from '../../ports/clock.ts';

/** A person with several pages open stays far below it. */
const { intervalMs, toleranceMs } = bucketOf('', { scope: 'account', max: 600, perMs: 60_000, burst: 120 });
const tidyAt = 10_000;

/**
 * Throws `access/too-many` when one account asks for too much. Each process counts by itself: it guards the process, and a
 * write to the store with every request would be the greater load.
 */
export function createRequestLimit({ now }: Clock): (user: string) => void {
  const freeAt = new Map<string, number>();
  return (user) => {
    const at = now();
    const next = Math.max(freeAt.get(user) ?? 0, at);
    const wait = next - at - toleranceMs;
    if (wait > 0)
      throw new AppError('access/too-many', '操作太频繁，请过几秒再试。', { details: { retryAfterMs: wait } });
    freeAt.set(user, next + intervalMs);
    if (freeAt.size > tidyAt) for (const [key, free] of freeAt) if (free <= at) freeAt.delete(key);
  };
}
