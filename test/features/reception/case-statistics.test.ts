import { describe, expect, it } from 'vitest';
import { createCaseStatistics } from '../../../src/features/reception/case-statistics.ts';
import { chartOf, statisticsInWords } from '../../../src/features/reception/statistics-chart.ts';
import type { NewCase } from '../../../src/ports/cases.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { newCase } from '../../support/store-builders.ts';
import { openTempStore } from '../../support/temp-store.ts';

const all = { from: null, to: null, status: null, kind: null };

describe('statistics of cases', () => {
  it('are of the year up to today unless days are named, by kind, organization and month of the time zone', async () => {
    const count = await countOf(
      { createdAt: Date.parse('2025-12-31T23:59:59+08:00'), year: 2025 },
      { createdAt: Date.parse('2026-01-01T00:00:00+08:00') },
      { createdAt: Date.parse('2026-10-31T23:30:00+08:00'), kind: 'complaint', organization: null },
      { createdAt: Date.parse('2026-11-01T00:30:00+08:00') },
    );

    const counted = await count(all);

    expect(counted).toMatchObject({ from: '2026-01-01', to: '2026-11-24', all: { total: 3 } });
    expect(counted.kinds.map(({ kind, total }) => [kind, total])).toEqual([
      ['suggestion', 2],
      ['complaint', 1],
    ]);
    expect(counted.organizations.map(({ organization, total }) => [organization, total])).toEqual([
      ['长沙市餐饮行业协会', 2],
      [null, 1],
    ]);
    expect(counted.months.map(({ month, total }) => [month, total])).toEqual([
      ['2026-01', 1],
      ['2026-10', 1],
      ['2026-11', 1],
    ]);
    expect((await count({ ...all, from: '2025-12-31', to: '2025-12-31' })).all.total).toBe(1);
    expect((await count({ ...all, kind: '投诉' })).all.total).toBe(1);
    expect((await count({ ...all, organization: '餐饮' })).all.total).toBe(2);
  });

  it('are told in a few lines and drawn with the same numbers', async () => {
    const counted = await (await countOf({ createdAt: Date.parse('2026-11-01T08:00:00+08:00') }))(all);

    expect(statisticsInWords(counted).split('\n')).toEqual([
      '诉求（2026-01-01 至 2026-11-24）：登记 1 件，应办 1 件，在办 1 件，逾期 0 件',
      '交办率 0.0%（0/1）',
      '按时答复率 —',
      '办结率 0.0%（0/1）',
      '满意率 —',
      '办结用时中位数 —',
    ]);
    const { rates, columns } = chartOf(counted);
    expect(rates.map(({ label, rate }) => [label, rate])).toEqual([
      ['交办率', 0],
      ['按时答复率', null],
      ['办结率', 0],
      ['满意率', null],
    ]);
    expect(columns.map(({ bars }) => bars)).toEqual([
      [{ label: '2026-11', whole: 1, part: 0 }],
      [{ label: '建议', whole: 1, part: 0 }],
      [{ label: '长沙市餐饮行业协会', whole: 1, part: 0 }],
    ]);
  });
});

async function countOf(...changes: Partial<NewCase>[]) {
  const clock = createHandClock('2026-11-24T08:00:00+08:00');
  const { store } = await openTempStore(clock);
  for (const [at, change] of changes.entries()) await store.cases.record(newCase(at, change));
  return createCaseStatistics({ records: store, kindNames: async () => new Map(), clock, timeZone: 'Asia/Shanghai' });
}
