import { describe, expect, it } from 'vitest';
import { examineHolidays } from '../../../src/app/examine-holidays.ts';
import type { HolidayYear } from '../../../src/domain/holiday-year.ts';
import { createHolidays, loadHolidays } from '../../../src/features/broadcasts/holidays.ts';
import { createSeriesPlan } from '../../../src/features/broadcasts/series-plan.ts';
import { planSeries } from '../../../src/features/broadcasts/series-desk.ts';
import { openBroadcasts } from '../../support/broadcast-bench.ts';
import { createNotingLog } from '../../support/noting-log.ts';

/** An arrangement as it might be; that of 2027 is not public as this is written. */
const entered: HolidayYear = {
  year: 2027,
  off: ['2027-01-01', '2027-01-02', '2027-01-03', '2027-02-05', '2027-02-06', '2027-02-11', '2027-02-12'],
  work: ['2027-01-09'],
};

const draft = {
  text: '见',
  to: 'all',
  cron: '0 10 * * *',
  days: 'workdays',
  from: null,
  until: null,
  receiptReason: null,
  by: '秘书',
} as const;

describe('holidays', () => {
  it('of a year that was entered are as they were entered, and those of others as they were', async () => {
    const holidays = await loadHolidays([entered]);

    expect(holidays.knownUntil).toBe(2027);
    expect(
      ['2026-12-31', '2027-01-01', '2027-01-04', '2027-01-09', '2027-01-10', '2027-02-11'].map(holidays.isWorkday),
    ).toEqual([true, false, true, true, false, false]);
    expect(['2026-12-29', '2027-02-02', '2027-02-09'].map(holidays.isBeforeHoliday)).toEqual([true, true, true]);
    expect(['2026-09-20', '2026-10-07'].map(holidays.isWorkday)).toEqual([true, false]);
  });

  it('are made anew when other years are read, and only then', async () => {
    let years: HolidayYear[] = [];
    const holidays = createHolidays(async () => years);
    const before = await holidays();
    const same = await holidays();
    years = [entered];
    const after = await holidays();

    expect(same).toBe(before);
    expect([before.isWorkday('2027-01-09'), after.isWorkday('2027-01-09')]).toEqual([false, true]);
  });

  it('are never worked on the days of the law, also where a file forgot them', async () => {
    const holidays = await loadHolidays([entered]);

    expect(['2027-10-01', '2027-05-01', '2027-09-15'].map(holidays.isWorkday)).toEqual([false, false, false]);
  });

  it('come before those of the library', async () => {
    const holidays = await loadHolidays([{ year: 2026, off: ['2026-12-07'], work: ['2026-12-13'] }]);

    expect(['2026-12-07', '2026-12-13', '2026-12-14'].map(holidays.isWorkday)).toEqual([false, true, true]);
  });

  it('are known for the years there are, and no others', async () => {
    const holidays = await loadHolidays([{ ...entered, year: 2028 }]);

    expect(['2026-01-01', '2027-01-01', '2028-01-01'].map(holidays.isKnown)).toEqual([true, false, true]);
    expect(holidays.knownUntil).toBe(2026);
  });
});

describe('a series on working days', () => {
  it('is warned of when its next times fall into a year that is not known, until the year is entered', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    let years: HolidayYear[] = [];
    const holidays = () => loadHolidays(years);
    const deps = { store: bench.store, holidays, config: { timeZone: 'Asia/Shanghai' } };
    expect(await examineHolidays(deps)).toMatchObject({ state: 'ok', detail: '放假和调休的安排知道到 2026 年' });

    const { series, note } = await bench.desk.planSeries({ ...draft, cron: '0 10 1 * *' });

    expect(note).toContain('落在 2027 年');
    expect(await bench.desk.showSeries(series.id)).toMatchObject({ note });
    expect(await examineHolidays(deps)).toMatchObject({
      state: 'warn',
      detail: expect.stringContaining('1 个定期群发接下来有几次落在 2027 年'),
      action: expect.stringContaining('2027.yaml'),
    });
    years = [entered];
    expect(await examineHolidays(deps)).toMatchObject({ state: 'ok', action: null });
    years = [];
    await bench.desk.cancel(series.id, '甲');
    expect(await examineHolidays(deps)).toMatchObject({ state: 'ok' });
  });

  it('says how far holidays are known where all is well, and nothing where it does not go by them', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');

    expect((await bench.desk.planSeries(draft)).note).toMatch(/^节假日和调休的安排目前知道到 2026 年/u);
    expect((await bench.desk.planSeries({ ...draft, days: 'all' })).note).toBeNull();
  });

  it('moves with a year that is entered while it waits, and is sent once on the day that makes up', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    let years: HolidayYear[] = [];
    const shared = {
      store: bench.store,
      clock: bench.clock,
      timeZone: 'Asia/Shanghai',
      quietHours: null,
      channels: new Map(),
    };
    const recurring = {
      holidays: () => loadHolidays(years),
      newId: () => crypto.randomUUID(),
      dailyCap: 9,
      linkOf: () => '',
    };
    const { series } = await planSeries({ ...shared, ...recurring }, { ...draft, from: '2027-01-09' });
    const plan = createSeriesPlan({ ...shared, ...recurring, log: createNotingLog(), onPlanned: () => {} });
    await plan.planDue();
    expect(new Date(series.nextAt).toISOString()).toBe('2027-01-11T02:00:00.000Z');

    years = [entered];
    bench.clock.advance(10 * 60_000);
    await plan.planDue();

    const times = async () => (await bench.desk.showSeries(series.id))?.times.slice(0, 2);
    expect(await times()).toEqual(['2027-01-09T02:00:00.000Z', '2027-01-11T02:00:00.000Z']);
    bench.clock.set('2027-01-09T10:00:00+08:00');
    await plan.planDue();
    expect((await bench.desk.list()).map(({ at }) => at)).toEqual(['2027-01-09T02:00:00.000Z']);
  });

  it('is planned in spite of a file that cannot be read when it goes by no holidays', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    const broken = { ...draft, cron: '0 11 * * *' };
    await bench.desk.planSeries({ ...draft, days: 'all' });
    await bench.desk.planSeries(broken);
    const shared = { store: bench.store, clock: bench.clock, timeZone: 'Asia/Shanghai', quietHours: null };
    const failing = async () => Promise.reject(new Error('broken'));
    const plan = createSeriesPlan({
      ...shared,
      holidays: failing,
      channels: new Map(),
      newId: () => crypto.randomUUID(),
      log: createNotingLog(),
      onPlanned: () => {},
    });
    bench.clock.set('2026-11-23T10:00:00+08:00');

    await expect(plan.planDue()).rejects.toThrow('broken');

    expect((await bench.desk.list()).map(({ at }) => at)).toEqual(['2026-11-23T02:00:00.000Z']);
  });
});
