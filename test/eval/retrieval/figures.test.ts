import { describe, expect, it } from 'vitest';
import { quantiles, recalls } from './figures.ts';

describe('recalls', () => {
  it('count a passage within the first one, five and ten, and average the reciprocal of its place', () => {
    const ranks = [0, 1, 4, 5, 9, 10, -1, -1];

    const { r1, r5, r10, mrr } = recalls(ranks);

    expect({ r1, r5, r10 }).toEqual({ r1: 1 / 8, r5: 3 / 8, r10: 5 / 8 });
    expect(mrr).toBeCloseTo((1 + 1 / 2 + 1 / 5 + 1 / 6 + 1 / 10 + 1 / 11) / 8);
  });

  it('are zero when nothing was asked', () => {
    expect(recalls([])).toEqual({ r1: 0, r5: 0, r10: 0, mrr: 0 });
  });
});

describe('quantiles', () => {
  it('are read from the times in order, whatever order they came in', () => {
    const times = Array.from({ length: 100 }, (_, i) => 100 - i);

    expect(quantiles(times)).toEqual({ p50ms: 51, p95ms: 96 });
  });

  it('of one time are that time', () => {
    expect(quantiles([7])).toEqual({ p50ms: 7, p95ms: 7 });
  });
});
