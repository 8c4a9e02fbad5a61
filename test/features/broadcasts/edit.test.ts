import { describe, expect, it } from 'vitest';
import { draft, openBroadcasts } from '../../support/broadcast-bench.ts';

const hour = 3_600_000;

describe('editing a broadcast', () => {
  it('gives every group the new text, in its own words', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    await bench.enroll('b');
    await bench.enroll('c', { muted: true });
    const { broadcast } = await bench.desk.plan(draft({ at: bench.clock.now() + hour }));

    expect(await bench.desk.edit(broadcast.id, ' {群名}：{星期}前报名 ', '秘书')).toBe(2);
    bench.clock.advance(hour);
    await bench.settle();

    expect(bench.channel.shown).toEqual(['群 a：星期一前报名', '群 b：星期一前报名']);
    expect((await bench.desk.show(broadcast.id)).text).toBe('{群名}：{星期}前报名');
  });

  it('is refused once a group has it, and changes nothing', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    const { broadcast } = await bench.desk.plan(draft());
    await bench.settle();

    await expect(bench.desk.edit(broadcast.id, '周六前报名', '秘书')).rejects.toMatchObject({
      code: 'record/conflict',
      message: expect.stringContaining('已经有群收到'),
    });

    expect((await bench.desk.show(broadcast.id)).text).toBe('周五前报名');
  });

  it.each([
    ['an empty text', ' ', '不能为空'],
    ['an unknown variable', '{称呼}', '{称呼}'],
    ['a day it may outlive', '{日期}', '请去掉日期和星期'],
  ])('with %s is refused', async (...[, text, sentence]) => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    const until = bench.clock.now() + 48 * hour;
    const { broadcast } = await bench.desk.plan(draft({ at: bench.clock.now() + hour, until }));

    await expect(bench.desk.edit(broadcast.id, text, '秘书')).rejects.toThrow(sentence);

    expect((await bench.store.deliveries.listOf(broadcast.id)).map((one) => one.text)).toEqual(['周五前报名']);
  });

  it('is refused for what is cancelled, recurring, daily or not there', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    const { broadcast } = await bench.desk.plan(draft());
    await bench.desk.cancel(broadcast.id, '秘书');
    const days = { days: 'all', from: null, until: null } as const;
    const weekly = { text: '见', to: 'all', cron: '0 9 * * 1', ...days, receiptReason: null, by: '秘书' };
    const { series } = await bench.desk.planSeries(weekly);

    const refusals = await Promise.all(
      [broadcast.id, series.id, 'daily/2026-11-23', 'none'].map((id) =>
        bench.desk.edit(id, '新', '秘书').catch((error: unknown) => error),
      ),
    );

    expect(refusals).toMatchObject(
      ['record/conflict', 'input/invalid', 'input/invalid', 'record/not-found'].map((code) => ({ code })),
    );
  });
});
