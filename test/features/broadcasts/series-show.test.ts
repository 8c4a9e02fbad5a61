import { describe, expect, it } from 'vitest';
import { ruleInWords } from '../../../src/features/broadcasts/rule-words.ts';
import { openBroadcasts } from '../../support/broadcast-bench.ts';

const always = { days: 'all', from: null, until: null } as const;

describe('a recurring broadcast shown', () => {
  it('tells its rule, its next times and its occurrences with what became of them', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    await bench.enroll('b', { muted: true });
    const draft = { text: '早会', to: 'all', cron: '0 10 * * *', ...always, receiptReason: '点名', by: '秘书' };
    const { series } = await bench.desk.planSeries(draft);
    bench.clock.set('2026-11-24T10:00:00+08:00');
    await bench.series.planDue();
    await bench.settle();

    const shown = await bench.desk.showSeries(series.id);

    expect(shown).toMatchObject({ kind: 'series', rule: '每天 10:00', groups: 2, windowHours: 12, receipt: '点名' });
    expect(shown?.times).toHaveLength(5);
    expect(shown?.times[0]).toBe(shown?.nextAt);
    expect(shown?.occurrences.map(({ at, skipped, counts }) => [at, skipped, counts.sent, counts.skipped])).toEqual([
      ['2026-11-24T02:00:00.000Z', null, 1, 1],
      ['2026-11-23T02:00:00.000Z', '服务当时没有运行，已过发送时段', 0, 2],
    ]);
    expect(await bench.desk.showSeries('none')).toBeNull();
  });

  it('is shown when it is over, and when its segment names no group', async () => {
    const bench = await openBroadcasts();
    const id = await bench.enroll('a', { tags: ['市直'] });
    const draft = { text: '早会', to: 'tag:市直', cron: '0 10 * * *', ...always, receiptReason: null, by: '秘书' };
    const { series } = await bench.desk.planSeries(draft);
    await bench.store.conversations.setTags(id, []);
    await bench.desk.cancel(series.id, '甲');

    expect(await bench.desk.showSeries(series.id)).toMatchObject({
      groups: null,
      times: [],
      nextAt: null,
      endedAt: '2026-11-23T01:00:00.000Z',
    });
  });
});

describe('a rule in words', () => {
  it.each([
    ['0 9 * * 1', '每周一 09:00'],
    ['30 8-18/5 * * MON-FRI', '每周一、二、三、四、五 08:30、13:30、18:30'],
    ['0 10 1,15 * *', '每月 1、15 日 10:00'],
    ['5 10 1 1,7 *', '1、7 月的 1 日 10:05'],
    ['0 9 1 * 7', '每月 1 日和每周日 09:00'],
    ['0 9 * JUL WED', '7 月的每周三 09:00'],
    ['15 * * * *', '每天 每小时的 15 分'],
    ['0 9 L * *', '按时间表 0 9 L * *'],
    ['0 9 15W * *', '按时间表 0 9 15W * *'],
    ['0 9 * * MON#1', '按时间表 0 9 * * MON#1'],
    ['@weekly', '每周日 00:00'],
  ])('%s is %s', (cron, words) => {
    expect(ruleInWords({ cron, ...always })).toBe(words);
  });

  it('names its days', () => {
    const limits = { days: 'before-holidays', from: '2026-12-01', until: '2026-12-31' } as const;

    expect(ruleInWords({ cron: '0 9 * * *', ...limits })).toBe(
      '每天 09:00，只在节前三天，2026-12-01 起，2026-12-31 为止',
    );
  });
});
