import { describe, expect, it } from 'vitest';
import type { SeriesDraft } from '../../../src/features/broadcasts/series-draft.ts';
import type { SeriesChanges } from '../../../src/features/broadcasts/series-edit.ts';
import { type BroadcastBench, openBroadcasts } from '../../support/broadcast-bench.ts';

/** Each day at ten, to all groups; the bench begins on Monday, 23 November 2026, at nine. */
const daily: SeriesDraft = {
  text: '早会',
  to: 'all',
  cron: '0 10 * * *',
  days: 'all',
  from: null,
  until: null,
  receiptReason: null,
  by: '秘书',
};

async function goOn(bench: BroadcastBench, time: string): Promise<void> {
  bench.clock.set(`${time}:00+08:00`);
  await bench.series.planDue();
  await bench.settle();
}

async function openSeries(draft: SeriesDraft = daily): Promise<{ bench: BroadcastBench; id: string }> {
  const bench = await openBroadcasts();
  await bench.enroll('a');
  await bench.enroll('b', { tags: ['市直'] });
  const { series } = await bench.desk.planSeries(draft);
  return { bench, id: series.id };
}

function edit(bench: BroadcastBench, id: string, changes: SeriesChanges & { withWaiting?: boolean }) {
  const { withWaiting = false, ...rest } = changes;
  return bench.desk.editSeries(id, { changes: rest, by: '王秘书', withWaiting });
}

describe('editing a recurring broadcast', () => {
  it('counts from the next occurrence on, in all of its parts at once', async () => {
    const { bench, id } = await openSeries();
    await goOn(bench, '2026-11-23T10:00');

    const edited = await edit(bench, id, {
      text: '例会',
      to: 'tag:市直',
      cron: '0 15 * * *',
      days: 'workdays',
      from: '2026-11-25',
      until: '2026-11-27',
      windowHours: 2,
      receiptReason: '点名',
      receiptHours: 6,
    });
    await goOn(bench, '2026-11-24T15:00');
    await goOn(bench, '2026-11-25T15:00');

    expect(edited).toMatchObject({ nextAt: '2026-11-25T07:00:00.000Z', groups: 1, waiting: [] });
    expect(bench.channel.shown).toEqual(['早会', '早会', '例会\n\n收到请回复“收到”']);
    expect((await bench.desk.list())[0]).toMatchObject({
      closesAt: '2026-11-25T09:00:00.000Z',
      receipt: { reason: '点名', until: '2026-11-25T13:00:00.000Z' },
    });
    expect(await bench.desk.showSeries(id)).toMatchObject({
      rule: '每天 15:00，只在工作日（含调休），2026-11-25 起，2026-11-27 为止',
      changedBy: '王秘书',
      changedAt: '2026-11-23T02:00:00.000Z',
      createdBy: '秘书',
    });
  });

  it('leaves what is planned in its words, and tells of it', async () => {
    const { bench, id } = await openSeries();
    bench.clock.set('2026-11-23T10:00:00+08:00');
    await bench.series.planDue();

    const edited = await edit(bench, id, { text: '例会' });
    await bench.settle();

    const at = '2026-11-23T02:00:00.000Z';
    expect(edited?.waiting).toEqual([{ id: `series/${id}/${at}`, at, groups: 2, begun: false }]);
    expect(bench.channel.shown).toEqual(['早会', '早会']);
  });

  it('is for what is planned too where asked, as long as no group has it', async () => {
    const { bench, id } = await openSeries();
    bench.clock.set('2026-11-23T10:00:00+08:00');
    await bench.series.planDue();

    expect(await edit(bench, id, { text: '{群名}例会', withWaiting: true })).toMatchObject({
      rewritten: 2,
      waiting: [],
    });
    await bench.settle();

    expect(bench.channel.shown).toEqual(['群 a例会', '群 b例会']);
  });

  it('changes nothing at all where a group has the one that is to be changed too', async () => {
    const { bench, id } = await openSeries();
    await bench.enroll('c', { channel: 'manual' });
    await goOn(bench, '2026-11-23T10:00');

    await expect(edit(bench, id, { text: '例会', withWaiting: true })).rejects.toThrow('已经有群收到');
    expect(await edit(bench, id, { windowHours: 3 })).toMatchObject({ waiting: [{ groups: 1, begun: true }] });
    await goOn(bench, '2026-11-24T10:00');

    expect(bench.channel.shown).toEqual(['早会', '早会', '早会', '早会']);
    expect(await bench.desk.showSeries(id)).toMatchObject({ text: '早会' });
  });

  it('keeps a time that has come and is not planned yet, in the new words', async () => {
    const { bench, id } = await openSeries({ ...daily, until: '2026-11-23' });
    bench.clock.set('2026-11-23T10:30:00+08:00');

    await expect(edit(bench, id, { cron: '0 15 * * *' })).rejects.toThrow('2026-11-23 10:00 那一次已到时间');
    expect(await edit(bench, id, { text: '例会' })).toMatchObject({ nextAt: '2026-11-23T02:00:00.000Z' });
    await goOn(bench, '2026-11-23T10:31');

    expect(bench.channel.shown).toEqual(['例会', '例会']);
  });

  it('takes limits and the 收到 away', async () => {
    const { bench, id } = await openSeries({ ...daily, from: '2026-12-01', receiptReason: '点名', receiptHours: 5 });

    await edit(bench, id, { from: null, receiptReason: null, receiptHours: null });

    expect(await bench.desk.showSeries(id)).toMatchObject({
      nextAt: '2026-11-23T02:00:00.000Z',
      from: null,
      receipt: null,
      receiptHours: null,
    });
  });

  it('is one of two when two edit at once', async () => {
    const { bench, id } = await openSeries();
    const other = await bench.second();

    await Promise.all([edit(bench, id, { text: '甲' }), edit(other, id, { cron: '0 11 * * *' })]);

    expect(await bench.desk.showSeries(id)).toMatchObject({ text: '甲', cron: '0 11 * * *' });
  });

  it('is refused once it is over, and null for what is none', async () => {
    const { bench, id } = await openSeries();
    await bench.desk.cancel(id, '甲');

    await expect(edit(bench, id, { text: '例会' })).rejects.toMatchObject({
      code: 'record/conflict',
      message: expect.stringContaining('已经结束'),
    });
    expect(await edit(bench, 'none', { text: '例会' })).toBeNull();
  });

  it.each([
    ['an empty text', { text: ' ' }, '不能为空'],
    ['an unknown variable', { text: '{称呼}' }, '{称呼}'],
    ['an unknown tag', { to: 'tag:无' }, '没有群带标签'],
    ['an unreadable timetable', { cron: '每天' }, '看不懂重复时间'],
    ['a last day that is over', { until: '2026-11-22' }, '一次也不会发'],
    ['a window of no hours', { windowHours: 0 }, '发送时限应为 1 到 72'],
    ['a receipt for a year', { receiptReason: '点名', receiptHours: 9_000 }, '确认时限应为 1 到 720'],
    ['a time for a receipt that nobody asks for', { receiptHours: 5 }, '还要写明为什么要大家确认收到'],
  ] as const)('with %s is refused, and changes nothing', async (...[, changes, sentence]) => {
    const { bench, id } = await openSeries();
    const before = await bench.desk.showSeries(id);

    await expect(edit(bench, id, changes)).rejects.toThrow(sentence);

    expect(await bench.desk.showSeries(id)).toEqual(before);
  });

  it('needs a text for what is planned', async () => {
    const { bench, id } = await openSeries();

    await expect(edit(bench, id, { to: 'all', withWaiting: true })).rejects.toThrow('只能改内容');
  });
});
