import { expect, it } from 'vitest';
import { failed, type Outcome } from './outcome.ts';
import { setTable, type SetRows, summary } from './tables.ts';

const small: SetRows = { name: 'small', passages: 10, questions: 2, rows: rows(measured(0.25, 8), measured(1, 1)) };
const large: SetRows = {
  name: 'large',
  passages: 99,
  questions: 5,
  rows: rows(measured(0.5, 2), failed('超过 300 秒')),
};

it('the summary takes times from the largest set, and says what failed', () => {
  const lines = summary([small, large]).split('\n');

  expect(lines[0]).toContain('| 系统 | large r@1 / r@5 / r@10 | small r@1 / r@5 / r@10 | p50 / p95 毫秒（large） |');
  expect(lines[2]).toBe('| Ours | 0.500 / 0.500 / 0.500 | 0.250 / 0.250 / 0.250 | 2.00 / 4.00 | 1.00 | 7 |');
  expect(lines[3]).toBe('| Other | 超过 300 秒 | 1.000 / 1.000 / 1.000 |  |  |  |');
});

it('the table of a set has a line for each system, failed or not, under heads of the same width', () => {
  const [title, head, ours, other] = setTable(large).split('\n');

  expect(title).toBe('large：99 段，5 题');
  expect(head).toHaveLength(ours?.length ?? 0);
  expect(other).toMatch(/^Other +超过 300 秒$/);
});

function rows(ours: Outcome, other: Outcome): SetRows['rows'] {
  return [
    { label: 'Ours', outcome: ours },
    { label: 'Other', outcome: other },
  ];
}

function measured(share: number, p50ms: number): Outcome {
  const shares = { r1: share, r5: share, r10: share, mrr: share };
  return { kind: 'measured', figures: { ...shares, p50ms, p95ms: 2 * p50ms, buildSeconds: 1, indexMegabytes: 7 } };
}
