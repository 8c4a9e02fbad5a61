import { describe, expect, it } from 'vitest';
import type { Recurrence } from '../../../src/domain/series.ts';
import { loadHolidays } from '../../../src/features/broadcasts/holidays.ts';
import { checkCron, nextTime } from '../../../src/features/broadcasts/recurrence.ts';

const quietHours = { from: '21:30', until: '07:30' };

/** The first times after an instant, ISO. */
async function timesOf(rule: Partial<Recurrence>, after: string, { count = 3, timeZone = 'Asia/Shanghai' } = {}) {
  const times: string[] = [];
  const whole = { cron: '0 9 * * *', days: 'all', from: null, until: null, ...rule } as const;
  for (let at: number | null = Date.parse(after); times.length < count; times.push(new Date(at).toISOString())) {
    at = await nextTime({ timeZone, holidays: loadHolidays }, whole, at);
    if (at === null) break;
  }
  return times;
}

async function daysOf(rule: Partial<Recurrence>, after: string, count: number): Promise<string[]> {
  return (await timesOf(rule, `${after}T00:00:00+08:00`, { count })).map((time) => time.slice(0, 10));
}

describe('when a recurring broadcast comes', () => {
  it('is the time of the association, strictly after the instant', async () => {
    expect(await timesOf({ cron: '0 9 * * 1' }, '2026-11-23T09:00:00+08:00', { count: 2 })).toEqual([
      '2026-11-30T01:00:00.000Z',
      '2026-12-07T01:00:00.000Z',
    ]);
  });

  it('is once a day also where the clocks change', async () => {
    const zone = { timeZone: 'Europe/Berlin' };
    expect(await timesOf({ cron: '30 2 * * *' }, '2026-03-28T00:00:00Z', zone)).toEqual([
      '2026-03-28T01:30:00.000Z',
      '2026-03-29T01:00:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
    expect(await timesOf({ cron: '30 2 * * *' }, '2026-10-24T00:00:00Z', zone)).toEqual([
      '2026-10-24T00:30:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
  });

  it('keeps to its first and last day', async () => {
    const rule = { from: '2026-11-25', until: '2026-11-26' };
    expect(await daysOf(rule, '2026-11-23', 9)).toEqual(['2026-11-25', '2026-11-26']);
  });

  it('on working days leaves out holidays, and comes on the days that make up for them', async () => {
    const days = await daysOf({ days: 'workdays' }, '2026-09-18', 12);
    expect(days).toEqual([
      '2026-09-18',
      '2026-09-20',
      '2026-09-21',
      '2026-09-22',
      '2026-09-23',
      '2026-09-24',
      '2026-09-28',
      '2026-09-29',
      '2026-09-30',
      '2026-10-08',
      '2026-10-09',
      '2026-10-10',
    ]);
  });

  it('before holidays comes on the three days before each, and on no holiday', async () => {
    const days = await daysOf({ days: 'before-holidays' }, '2026-09-18', 6);
    expect(days).toEqual(['2026-09-22', '2026-09-23', '2026-09-24', '2026-09-28', '2026-09-29', '2026-09-30']);
  });

  it('takes the statutory days where no arrangement is known yet', async () => {
    const { knownUntil } = await loadHolidays();
    expect(knownUntil).toBe(2026);
    expect(await daysOf({ days: 'before-holidays' }, '2026-12-01', 6)).toEqual([
      '2026-12-29',
      '2026-12-30',
      '2026-12-31',
      '2027-02-02',
      '2027-02-03',
      '2027-02-04',
    ]);
    expect(await daysOf({ days: 'workdays' }, '2026-12-31', 2)).toEqual(['2026-12-31', '2027-01-04']);
  });

  it('is never where no such time comes', async () => {
    expect(await timesOf({ cron: '0 9 31 2 *' }, '2026-11-23T00:00:00Z')).toEqual([]);
    expect(await timesOf({ until: '2026-11-22' }, '2026-11-23T00:00:00Z')).toEqual([]);
  });
});

describe('a timetable', () => {
  it.each(['0 9 * * 1', '30 8-18/2 * * MON-FRI', '0 10 1,15 * *', '0 9 L * *', '0 9 * * MON#1'])(
    'like %s is taken',
    (cron) => {
      expect(() => checkCron(cron, quietHours)).not.toThrow();
    },
  );

  it.each([
    ['每周一', '看不懂'],
    ['', '看不懂'],
    ['61 9 * * *', '看不懂'],
    ['0 0 9 * * 1', '看不懂'],
    ['0 9 ? * 1', '看不懂'],
    ['*/30 9 * * *', '一小时里不止一次'],
    ['* * * * *', '一小时里不止一次'],
    ['0,59 9 * * *', '一小时里不止一次'],
    ['0 * * * *', '免打扰时段 21:30-07:30'],
    ['0 9,22 * * *', '会在 22:00 发送'],
    ['@daily', '会在 00:00 发送'],
    ['29 7 * * *', '会在 07:29 发送'],
  ])('like “%s” is refused with one sentence', (cron, sentence) => {
    expect(() => checkCron(cron, quietHours)).toThrow(
      expect.objectContaining({ code: 'input/invalid', message: expect.stringContaining(sentence) }),
    );
  });

  it('may be at any hour where there are no quiet ones', () => {
    expect(() => checkCron('0 * * * *', null)).not.toThrow();
  });
});
