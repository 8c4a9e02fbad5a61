import { expect, it } from 'vitest';
import { bucketOf, latenessOf, type RateLimit } from '../../src/domain/rate-limit.ts';

const limits: readonly RateLimit[] = [
  { scope: 'conversation', max: 20, perMs: 60_000, burst: 3 },
  { scope: 'conversation', max: 1, perMs: 1_000, burst: 1 },
  { scope: 'account', max: 30, perMs: 1_000, burst: 4 },
  { scope: 'account', max: 5, perMs: 1_000, burst: 1 },
];

it.each(limits)(
  'never lets more than the limit through in any window, and the lateness of calls: $max in $perMs ms',
  (limit) => {
    const { intervalMs, toleranceMs } = bucketOf('b', limit);
    const passed: number[] = [];
    let freeAt = 0;
    for (let now = 0; now < limit.perMs * 4; now += 1) {
      if (freeAt > now + toleranceMs) continue;
      freeAt = Math.max(freeAt, now) + intervalMs;
      passed.push(now);
    }

    const fullest = Math.max(
      ...passed.map((from) => passed.filter((at) => at >= from && at < from + limit.perMs + latenessOf(limit)).length),
    );
    expect(fullest).toBeLessThanOrEqual(Math.max(1, Math.floor(limit.max * 0.9)));
    expect(passed.length).toBeGreaterThanOrEqual(4 * Math.max(1, Math.floor(limit.max * 0.6)));
  },
);
