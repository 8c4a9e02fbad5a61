import { describe, expect, it } from 'vitest';
import type { SeriesDraft } from '../../../src/features/broadcasts/series-draft.ts';
import { type BroadcastBench, openBroadcasts } from '../../support/broadcast-bench.ts';
import { organization } from '../../support/store-builders.ts';

/** Each day at ten, to all groups; the bench begins on Monday, 23 November 2026, at nine. */
function daily(changes: Partial<SeriesDraft> = {}): SeriesDraft {
  const limits = { days: 'all', from: null, until: null, receiptReason: null } as const;
  return { text: '{群名}：{星期}见', to: 'all', cron: '0 10 * * *', by: '秘书', ...limits, ...changes };
}

/** Plans what is due at this time in China, and sends it. */
async function goOn(bench: BroadcastBench, time: string): Promise<void> {
  bench.clock.set(`${time}:00+08:00`);
  await bench.series.planDue();
  await bench.settle();
}

describe('a recurring broadcast', () => {
  it('is sent at each of its times, to the groups there are then, in words of the day', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    const { series, groups } = await bench.desk.planSeries(daily({ receiptReason: '核对' }));
    expect([groups, new Date(series.nextAt).toISOString()]).toEqual([1, '2026-11-23T02:00:00.000Z']);

    await goOn(bench, '2026-11-23T09:59');
    expect(bench.channel.shown).toEqual([]);
    await goOn(bench, '2026-11-23T10:00');
    await goOn(bench, '2026-11-23T10:01');
    await bench.enroll('b');
    await goOn(bench, '2026-11-24T10:00');

    const asked = (text: string): string => `${text}\n\n收到请回复“收到”`;
    expect(bench.channel.shown).toEqual(['群 a：星期一见', '群 a：星期二见', '群 b：星期二见'].map(asked));
    const listed = await bench.desk.list();
    expect(listed.map(({ id, seriesId, receipt }) => [id, seriesId, receipt?.reason])).toEqual([
      [`series/${series.id}/2026-11-24T02:00:00.000Z`, series.id, '核对'],
      [`series/${series.id}/2026-11-23T02:00:00.000Z`, series.id, '核对'],
    ]);
    expect(await bench.desk.series()).toMatchObject([{ id: series.id, nextAt: '2026-11-25T02:00:00.000Z' }]);
  });

  it('goes to the groups an organization has at each of its times, whatever it is called by then', async () => {
    const bench = await openBroadcasts();
    const [above, below] = [organization('综合党委'), organization('餐饮协会', { parentId: 'o-综合党委' })];
    await bench.store.organizations.put([above, below]);
    await bench.store.conversations.setOrganization(await bench.enroll('a'), above.id);
    const b = await bench.enroll('b');
    await bench.desk.planSeries(daily({ to: 'org:综合党委' }));

    await goOn(bench, '2026-11-23T10:00');
    await bench.store.conversations.setOrganization(b, below.id);
    await bench.store.organizations.put([{ ...above, name: '行业综合党委' }]);
    await goOn(bench, '2026-11-24T10:00');
    await bench.store.organizations.put([{ ...below, parentId: null }]);
    await goOn(bench, '2026-11-25T10:00');

    expect(bench.channel.shown).toEqual(['群 a：星期一见', '群 a：星期二见', '群 b：星期二见', '群 a：星期三见']);
    expect((await bench.desk.list()).map(({ segment }) => segment)).toEqual([
      'org:行业综合党委',
      'org:行业综合党委',
      'org:综合党委',
    ]);
    expect(await bench.desk.series()).toMatchObject([{ segment: 'org:行业综合党委' }]);
  });

  it('is planned once by several workers', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    await bench.desk.planSeries(daily());
    const others = await Promise.all([bench.second(), bench.second()]);
    bench.clock.set('2026-11-23T10:00:00+08:00');

    await Promise.all([bench, ...others].map((one) => one.series.planDue()));
    await bench.settle();

    expect(bench.channel.shown).toEqual(['群 a：星期一见']);
    expect(await bench.store.deliveries.listByKey('')).toHaveLength(1);
  });

  it('is caught up inside its window, and on record as skipped where it was missed', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    await bench.desk.planSeries(daily());

    await goOn(bench, '2026-11-25T21:00');

    expect(bench.channel.shown).toEqual(['群 a：星期三见']);
    const listed = await bench.desk.list();
    const reasons = listed.map(({ at, skipped, counts }) => [at.slice(0, 10), skipped, counts.sent, counts.skipped]);
    expect(reasons.toSorted()).toEqual([
      ['2026-11-23', '服务当时没有运行，已过发送时段', 0, 1],
      ['2026-11-24', '服务当时没有运行，已过发送时段', 0, 1],
      ['2026-11-25', null, 1, 0],
    ]);
  });

  it('comes once after an absence of several of its times', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    await bench.desk.planSeries(daily({ cron: '0 * * * *', text: '在岗请登记' }));

    await goOn(bench, '2026-11-23T14:30');

    expect(bench.channel.shown).toHaveLength(1);
    const listed = await bench.desk.list();
    expect(listed.filter(({ skipped }) => skipped !== null)).toHaveLength(4);
  });

  it('after a long absence puts a week on record, and says that there was more', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    await bench.desk.planSeries(daily());

    await goOn(bench, '2026-12-23T10:00');

    const days = (await bench.desk.list()).map(({ at }) => at.slice(0, 10)).toSorted();
    expect([days[0], days.length]).toEqual(['2026-12-17', 7]);
    expect(bench.channel.shown).toHaveLength(1);
  });

  it('is on record with the reason when its segment has no groups any more, and goes on', async () => {
    const bench = await openBroadcasts();
    const id = await bench.enroll('a', { tags: ['市直'] });
    await bench.desk.planSeries(daily({ to: 'tag:市直' }));
    await bench.store.conversations.setTags(id, []);

    await goOn(bench, '2026-11-23T10:00');
    await bench.store.conversations.setTags(id, ['市直']);
    await goOn(bench, '2026-11-24T10:00');

    expect(bench.channel.shown).toEqual(['群 a：星期二见']);
    expect((await bench.desk.list()).at(-1)).toMatchObject({ skipped: expect.stringContaining('没有群带标签') });
  });

  it('ends with its last day', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    await bench.desk.planSeries(daily({ until: '2026-11-23' }));

    await goOn(bench, '2026-11-23T10:00');
    await goOn(bench, '2026-11-24T10:00');

    expect(bench.channel.shown).toEqual(['群 a：星期一见']);
    expect(await bench.desk.series()).toMatchObject([{ nextAt: null, endedAt: '2026-11-23T02:00:00.000Z' }]);
  });

  it('is ended with what of it waits, once', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    const { series } = await bench.desk.planSeries(daily());
    bench.clock.set('2026-11-23T10:00:00+08:00');
    await bench.series.planDue();

    const ended = await bench.desk.cancel(series.id, '秘书');
    await bench.settle();
    await goOn(bench, '2026-11-24T10:00');

    expect(ended).toEqual({ series: true, caught: 1, sent: 0, inFlight: 0 });
    expect(bench.channel.shown).toEqual([]);
    expect(await bench.desk.list()).toHaveLength(1);
    await expect(bench.desk.cancel(series.id, '秘书')).rejects.toMatchObject({ code: 'record/conflict' });
  });

  it('shows what it would do, and stores nothing', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');

    const preview = await bench.desk.previewSeries(daily({ days: 'workdays', cron: '0 10 * * 5,6,7' }));

    expect(preview).toMatchObject({ groups: [{ text: '群 a：星期五见' }], at: '2026-11-27T02:00:00.000Z' });
    expect(preview.times).toHaveLength(5);
    expect(preview.note).toContain('2026 年');
    expect(await bench.desk.series()).toEqual([]);
  });

  it.each([
    ['an unreadable timetable', { cron: '每天' }, '看不懂重复时间'],
    ['no time at all', { until: '2026-11-22' }, '一次也不会发'],
    ['a first day that is none', { from: '2026-02-30' }, '开始日期应写成'],
    ['a last day before the first', { from: '2026-11-25', until: '2026-11-24' }, '应不早于'],
    ['an unknown variable', { text: '{称呼}' }, '{称呼}'],
    ['an unknown tag', { to: 'tag:无' }, '没有群带标签'],
    ['a receipt without a reason', { receiptReason: ' ' }, '请写明为什么'],
  ] as const)('with %s is refused with one sentence', async (...[, changes, sentence]) => {
    const bench = await openBroadcasts();
    await bench.enroll('a');

    await expect(bench.desk.planSeries(daily(changes))).rejects.toThrow(sentence);

    expect(await bench.desk.series()).toEqual([]);
  });

  it('is refused in quiet hours', async () => {
    const bench = await openBroadcasts(undefined, { quietHours: { from: '21:30', until: '07:30' } });
    await bench.enroll('a');

    await expect(bench.desk.planSeries(daily({ cron: '0 22 * * *' }))).rejects.toThrow('免打扰时段');
  });
});
