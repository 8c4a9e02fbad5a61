import { describe, expect, it } from 'vitest';
import { draft, openBroadcasts } from '../../support/broadcast-bench.ts';
import { createScriptedChannel } from '../../support/scripted-channel.ts';
import { group } from '../../support/store-builders.ts';

const quietHours = { from: '21:30', until: '07:30' };

describe('the preview of a broadcast', () => {
  it('shows each group the text as it sees it, in how many messages, and stores nothing', async () => {
    const maxText = { value: 20, in: 'units' } as const;
    const bench = await openBroadcasts(createScriptedChannel([], false, { maxText }));
    const [web, hand] = [await bench.enroll('a'), await bench.enroll('m', { channel: 'manual' })];
    const words = draft({ text: '{群名}的各位，周五前报名，请互相转告', receipt: { reason: '核对', until: null } });

    const preview = await bench.desk.preview(words);

    expect(preview).toEqual({
      at: '2026-11-23T01:00:00.000Z',
      waits: false,
      closesAt: '2026-11-23T13:00:00.000Z',
      urgent: null,
      dailyCap: 10,
      file: null,
      groups: [
        {
          groupId: hand,
          group: '群 m',
          channel: 'manual',
          text: '群 m的各位，周五前报名，请互相转告\n\n收到请点：https://example.org/r/投递编号',
          messages: 1,
          parts: [],
          limit: null,
          mentions: [],
          button: false,
          buttonApart: false,
          byHand: true,
          sentToday: 0,
          mergesWith: 0,
          unspoken: false,
        },
        {
          groupId: web,
          group: '群 a',
          channel: 'web',
          text: '群 a的各位，周五前报名，请互相转告\n\n收到请回复“收到”',
          messages: 2,
          parts: ['群 a的各位，周五前报名，请互相转告', '收到请回复“收到”'],
          limit: maxText,
          mentions: [],
          button: false,
          buttonApart: false,
          byHand: false,
          sentToday: 0,
          mergesWith: 0,
          unspoken: false,
        },
      ],
      skipped: [],
    });
    expect(await bench.desk.list()).toEqual([]);
    expect(await bench.store.deliveries.listByKey('')).toEqual([]);
    expect(bench.told()).toBe(0);
  });

  it('shows the messages that are then sent, and whom they mention', async () => {
    const maxText = { value: 20, in: 'units' } as const;
    const channel = createScriptedChannel([], false, { maxText, usernames: true, buttons: true });
    const bench = await openBroadcasts(channel);
    await bench.enroll('a');
    const words = draft({
      text: '请 @张秘书、@wang_wei 于周五前报送年度总结，逾期不候。',
      receipt: { reason: '核对', until: null },
    });

    const [previewed] = (await bench.desk.preview(words)).groups;
    await bench.desk.plan(words);
    await bench.settle();

    expect(previewed?.parts).toEqual(channel.shown);
    expect(previewed).toMatchObject({
      messages: channel.shown.length,
      limit: maxText,
      button: true,
      mentions: [
        { name: '@张秘书', notifies: false },
        { name: '@wang_wei', notifies: true },
      ],
    });
  });

  it.each([
    [{ text: '周五前报名' }, false],
    [{ text: '周五前报名，请带上年度总结' }, true],
  ])('of %o says whether the button has a message of its own', async (words, buttonApart) => {
    const bench = await openBroadcasts(createScriptedChannel([], false, { buttons: true, maxButtonText: 10 }));
    await bench.enroll('a');

    const { groups } = await bench.desk.preview(draft({ ...words, receipt: { reason: '核对', until: null } }));

    expect(groups).toMatchObject([{ button: true, buttonApart, messages: 1 }]);
  });

  it('is what is then sent', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    await bench.enroll('b');
    const words = draft({ text: '{群名}：{日期}', receipt: { reason: '核对', until: null } });

    const { groups } = await bench.desk.preview(words);
    await bench.desk.plan(words);
    await bench.settle();

    expect(bench.channel.shown).toEqual(groups.map(({ text }) => text));
  });

  it('shows who gets nothing, and why', async () => {
    const bench = await openBroadcasts(undefined, { dailyCap: 1 });
    await bench.enroll('a');
    await bench.desk.plan(draft());
    await bench.settle();
    await bench.enroll('b', { muted: true });
    await group(bench.store, 'c');
    await bench.enroll('d', { channel: 'elsewhere' });
    await bench.enroll('e');
    await bench.store.conversations.setLeft({ channel: 'web', kind: 'group', platformId: 'e' }, 1);

    const { groups, skipped } = await bench.desk.preview(draft());

    expect(groups).toEqual([]);
    expect(skipped.map((one) => [one.group, one.reason]).toSorted()).toEqual([
      ['群 a', '该群今天已收到 1 条群发，达到上限'],
      ['群 b', '该群已停发'],
      ['群 c', '没有开启接收群发'],
      ['群 d', '渠道 elsewhere 现在没有配置，发不出去'],
      ['群 e', '机器人已不在这个群里'],
    ]);
  });

  it('counts the cap of the day it is sent on, and begins after quiet hours', async () => {
    const bench = await openBroadcasts(undefined, { dailyCap: 1, quietHours });
    await bench.enroll('a');
    await bench.desk.plan(draft());
    await bench.settle();
    const at = Date.parse('2026-11-23T22:00:00+08:00');

    const [tomorrow, never] = [
      await bench.desk.preview(draft({ at })),
      await bench.desk.preview(draft({ at, until: at + 3_600_000 })),
    ];

    expect(tomorrow).toMatchObject({ at: '2026-11-23T23:30:00.000Z', groups: [{ group: '群 a' }], skipped: [] });
    expect(never).toMatchObject({ groups: [], skipped: [{ reason: '发送时段都在免打扰时间里' }] });
  });

  it('says what would be merged with it, in the morning and now, and counts what each group has had', async () => {
    const bench = await openBroadcasts(undefined, { quietHours, dailyCap: 3 });
    const [a, b] = [await bench.enroll('a'), await bench.enroll('b')];
    await bench.desk.plan(draft());
    await bench.settle();
    const night = Date.parse('2026-11-23T22:00:00+08:00');
    await bench.desk.plan(draft({ text: '一', at: night, to: `group:${a}` }));
    await bench.desk.plan(draft({ text: '二', at: Date.parse('2026-11-24T07:30:00+08:00'), to: `group:${a}` }));
    await bench.desk.plan(draft({ text: '另一刻', at: Date.parse('2026-11-24T07:31:00+08:00') }));
    await bench.desk.plan(draft({ text: '急', at: night, urgent: '台风' }));
    await bench.desk.plan(draft({ text: '现在' }));

    const [morning, now] = [await bench.desk.preview(draft({ at: night })), await bench.desk.preview(draft())];

    expect(morning).toMatchObject({ waits: true, at: '2026-11-23T23:30:00.000Z', dailyCap: 3 });
    expect(morning.groups.map((one) => [one.groupId, one.mergesWith, one.sentToday]).toSorted()).toEqual(
      [
        [a, 2, 1],
        [b, 0, 1],
      ].toSorted(),
    );
    expect(now).toMatchObject({ waits: false, groups: [{ mergesWith: 1 }, { mergesWith: 1 }] });
  });

  it('of an urgent one waits for nothing, merges with nothing and is stopped by no cap, but by a mute', async () => {
    const bench = await openBroadcasts(undefined, { quietHours, dailyCap: 1 });
    await bench.enroll('a');
    await bench.enroll('b', { muted: true });
    await bench.desk.plan(draft({ text: '满了' }));
    await bench.settle();
    bench.clock.set('2026-11-23T22:00:00+08:00');
    await bench.desk.plan(draft({ text: '等到早上' }));

    const preview = await bench.desk.preview(draft({ urgent: '台风红色预警', text: '{日期}停业' }));

    expect(preview).toMatchObject({
      at: '2026-11-23T14:00:00.000Z',
      waits: false,
      urgent: '台风红色预警',
      groups: [{ group: '群 a', text: '2026年11月23日停业', mergesWith: 0 }],
      skipped: [{ group: '群 b', reason: '该群已停发' }],
    });
  });

  it('refuses what planning refuses', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');

    await expect(bench.desk.preview(draft({ text: '{称呼}' }))).rejects.toMatchObject({ code: 'input/invalid' });
    await expect(bench.desk.preview(draft({ to: 'tag:无' }))).rejects.toMatchObject({ code: 'record/not-found' });
  });
});
