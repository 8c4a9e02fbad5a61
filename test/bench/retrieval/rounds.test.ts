import { describe, expect, it } from 'vitest';
import { failed, type Outcome } from './outcome.ts';
import { median, runRounds } from './rounds.ts';

describe('rounds', () => {
  it('go forth and back, and give the median of each figure', async () => {
    const order: string[] = [];
    const times: Record<string, number[]> = { a: [9, 1, 5], b: [2, 2, 2] };

    const outcomes = await runRounds({
      systems: ['a', 'b'],
      rounds: 3,
      run: async (system, round) => {
        order.push(`${system}${String(round)}`);
        return measured(times[system]?.[round - 1] ?? 0);
      },
    });

    expect(order).toEqual(['a1', 'b1', 'b2', 'a2', 'a3', 'b3']);
    expect(outcomes.get('a')).toEqual(measured(5));
    expect(outcomes.get('b')).toEqual(measured(2));
  });

  it('leave a system out once it failed, and say why in its place', async () => {
    const order: string[] = [];

    const outcomes = await runRounds({
      systems: ['slow', 'good'],
      rounds: 2,
      run: async (system, round) => {
        order.push(`${system}${String(round)}`);
        return system === 'slow' ? failed('超过 300 秒') : measured(1);
      },
    });

    expect(order).toEqual(['slow1', 'good1', 'good2']);
    expect([...outcomes]).toEqual([
      ['slow', failed('超过 300 秒')],
      ['good', measured(1)],
    ]);
  });
});

it('the median of an even number lies halfway between the two in the middle', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

function measured(p50ms: number): Outcome {
  const figures = {
    r1: 0.5,
    r5: 0.6,
    r10: 0.7,
    mrr: 0.55,
    p50ms,
    p95ms: 2 * p50ms,
    buildSeconds: 1,
    indexMegabytes: 9,
  };
  return { kind: 'measured', figures };
}
