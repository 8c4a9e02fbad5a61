import { describe, expect, it } from 'vitest';
import { draft, openBroadcasts } from '../../support/broadcast-bench.ts';
import { createScriptedChannel } from '../../support/scripted-channel.ts';
import { openSender } from '../../support/sender-bench.ts';
import { message } from '../../support/store-builders.ts';

const night = { from: '21:30', until: '07:30' };
const both = '【一】甲\n\n【二】乙';

describe('broadcasts that wait for one group', () => {
  it('go out after quiet hours as one message, each with its row and the id of the message', async () => {
    const channel = createScriptedChannel();
    const bench = await openSender({ channel, quietHours: night });
    bench.clock.set('2026-11-23T23:00:00+08:00');
    await bench.add({ id: '甲', kind: 'broadcast' }, { id: '乙', kind: 'broadcast' });
    await bench.add({ id: '别的群', kind: 'broadcast', group: 'other' });
    await bench.settle();

    bench.clock.set('2026-11-24T07:30:00+08:00');
    await bench.settle();

    expect(channel.shown.toSorted()).toEqual([both, '别的群'].toSorted());
    const sent = { state: 'sent', attempts: 1, mergedInto: '甲' };
    const [first, second] = [await bench.find('甲'), await bench.find('乙')];
    expect([first, second]).toMatchObject([sent, sent]);
    expect(first.platformMessageId).toBe(second.platformMessageId);
    expect(await bench.find('别的群')).toMatchObject({ state: 'sent', mergedInto: null });
  });

  it('count once against the cap', async () => {
    const channel = createScriptedChannel();
    const bench = await openSender({ channel, dailyCap: 2 });
    await bench.add({ id: '甲', kind: 'broadcast' }, { id: '乙', kind: 'broadcast' }, { id: '寄语', kind: 'daily' });

    await bench.settle();
    await bench.add({ id: '多了', kind: 'broadcast' });
    await bench.settle();

    expect(channel.shown).toEqual([both, '寄语']);
    expect(await bench.find('多了')).toMatchObject({ state: 'skipped', reason: '该群今天已收到 2 条群发，达到上限' });
  });

  it('stay apart where one message of the platform would not hold them', async () => {
    const maxText = { value: 12, in: 'units' } as const;
    const channel = createScriptedChannel([], false, { maxText });
    const bench = await openSender({ channel });
    await bench.add(...['甲', '这一条太长了', '乙'].map((id) => ({ id, kind: 'broadcast' as const })));

    await bench.settle();

    expect(channel.shown).toEqual([both, '这一条太长了']);
  });

  it('go nine at a time', async () => {
    const channel = createScriptedChannel();
    const bench = await openSender({ channel });
    const ids = Array.from({ length: 10 }, (_, index) => `第${index}`);
    await bench.add(...ids.map((id) => ({ id, kind: 'broadcast' as const })));

    await bench.settle();

    expect(channel.shown).toHaveLength(2);
    expect(channel.shown[0]).toMatch(/【九】第8$/u);
    expect(channel.shown[1]).toBe('第9');
  });

  it('leave out what was called off or is over, and what is urgent, a reply, or the daily message', async () => {
    const channel = createScriptedChannel();
    const bench = await openBroadcasts(channel);
    const id = await bench.enroll('a');
    const { broadcast: off } = await bench.desk.plan(draft({ text: '取消的' }));
    for (const text of ['甲', '乙']) await bench.desk.plan(draft({ text }));
    await bench.desk.plan(draft({ text: '急事', urgent: '台风' }));
    await bench.desk.plan(draft({ text: '过时的', until: bench.clock.now() + 1 }));
    const row = {
      conversationId: id,
      replyTo: null,
      broadcastId: null,
      fileId: null,
      reminds: null,
      notBefore: 0,
      closesAt: null,
      skipped: null,
    };
    await bench.store.deliveries.add(
      [
        { ...row, id: 'r', key: 'r', kind: 'reply', text: '答' },
        { ...row, id: 'd', key: 'd', kind: 'daily', text: '寄语' },
      ],
      1,
    );
    bench.clock.advance(1);
    await bench.store.broadcasts.cancel(off.id, 1);

    await bench.settle();

    expect(channel.shown.toSorted()).toEqual([both, '急事', '答', '寄语'].toSorted());
  });
});

describe('a merged message', () => {
  const add = async (bench: Awaited<ReturnType<typeof openSender>>) =>
    bench.add({ id: '甲', kind: 'broadcast' }, { id: '乙', kind: 'broadcast' });

  it('that is lost leaves all of it unknown, and is never sent again by itself', async () => {
    const channel = createScriptedChannel(['lost']);
    const bench = await openSender({ channel });
    await add(bench);

    await bench.settle();
    bench.clock.advance(3_600_000);
    await bench.sender.recover(true);
    await bench.settle();

    expect(channel.calls).toHaveLength(1);
    const unknown = { state: 'unknown', reason: '没有等到平台的回答。', mergedInto: '甲' };
    expect([await bench.find('甲'), await bench.find('乙')]).toMatchObject([unknown, unknown]);
  });

  it('of which nobody knows is decided part by part, and what is sent again goes alone', async () => {
    const channel = createScriptedChannel(['lost']);
    const bench = await openBroadcasts(channel);
    await bench.enroll('a');
    for (const text of ['甲', '乙']) await bench.desk.plan(draft({ text }));
    await bench.settle();
    const [first, second] = (await bench.desk.undecided()).map(({ deliveryId }) => deliveryId);

    await bench.desk.resolve(first ?? '', 'sent', '秘书');
    await bench.desk.resolve(second ?? '', 'resend', '秘书');
    await bench.desk.plan(draft({ text: '新的' }));
    await bench.settle();

    expect(channel.shown).toEqual([both, '乙', '新的']);
    expect(channel.calls.map(({ idempotencyKey }) => idempotencyKey)).toEqual([
      `${first}/merged`,
      `${second}/again1`,
      expect.any(String),
    ]);
  });

  it('that was put off is the same message when its time comes, whatever waits by then', async () => {
    const channel = createScriptedChannel([{ kind: 'rate_limited', retryAfterMs: 5_000 }]);
    const bench = await openSender({ channel });
    await add(bench);
    await bench.settle();
    await bench.add({ id: '丙', kind: 'broadcast', notBefore: bench.clock.now() + 5_000 });

    bench.clock.advance(5_000);
    await bench.settle();

    expect(channel.shown).toEqual([both, '丙']);
  });

  it('that the platform takes for good for wrong is taken apart: one bad part does not take the others with it', async () => {
    const bad = { kind: 'permanent', reason: 'bad_request' } as const;
    const channel = createScriptedChannel([bad, bad]);
    const bench = await openSender({ channel });
    await add(bench);

    await bench.settle();

    expect(channel.shown).toEqual(['乙']);
    expect(await bench.find('甲')).toMatchObject({ state: 'failed' });
    expect(await bench.find('乙')).toMatchObject({ state: 'sent', mergedInto: null });
  });

  it('to a group the bot was removed from fails, all of it', async () => {
    const channel = createScriptedChannel([{ kind: 'gone' }]);
    const bench = await openSender({ channel });
    await add(bench);

    await bench.settle();

    expect([await bench.find('甲'), await bench.find('乙')]).toMatchObject([{ state: 'failed' }, { state: 'failed' }]);
  });

  it('that waits for the pace of the platform may still take in what comes meanwhile', async () => {
    const rates = [{ scope: 'conversation', max: 1, perMs: 60_000, burst: 1 }] as const;
    const channel = createScriptedChannel([], false, { rates });
    const bench = await openSender({ channel });
    await bench.add({ id: '先', kind: 'broadcast' });
    await bench.settle();
    await add(bench);
    await bench.settle();
    await bench.add({ id: '丙', kind: 'broadcast', notBefore: bench.clock.now() + 60_000 });

    bench.clock.advance(70_000);
    await bench.settle();

    expect(channel.shown).toEqual(['先', `${both}\n\n【三】丙`]);
  });

  it('is shown once, part for part, where the platform shows a key once, though its answer is lost', async () => {
    const channel = createScriptedChannel(['lost', 'lost'], true);
    const bench = await openSender({ channel });
    await add(bench);
    await bench.settle();
    await bench.add({ id: '丙', kind: 'broadcast' });

    for (let attempt = 0; attempt < 4; attempt += 1) {
      await bench.settle();
      bench.clock.advance(60_000);
    }

    expect(channel.shown).toEqual([both, '丙']);
    const merged = { state: 'sent', mergedInto: '甲' };
    expect([await bench.find('甲'), await bench.find('乙')]).toMatchObject([merged, merged]);
    expect(await bench.find('丙')).toMatchObject({ state: 'sent', mergedInto: null });
  });

  it('does not take in what was tried alone where the platform shows a key once', async () => {
    const channel = createScriptedChannel(['lost'], true);
    const bench = await openSender({ channel });
    await bench.add({ id: '先', kind: 'broadcast' });
    await bench.settle();
    await add(bench);
    bench.clock.advance(60_000);

    await bench.settle();

    expect(channel.shown).toEqual(['先', both]);
  });

  it('goes on without a part that was called off between two tries', async () => {
    const channel = createScriptedChannel([{ kind: 'transient' }]);
    const bench = await openBroadcasts(channel);
    await bench.enroll('a');
    const { broadcast: first } = await bench.desk.plan(draft({ text: '甲' }));
    await bench.desk.plan(draft({ text: '乙' }));
    await bench.settle();

    await bench.desk.cancel(first.id, '秘书');
    bench.clock.advance(60_000);
    await bench.settle();

    expect(channel.shown).toEqual(['乙']);
    expect((await bench.desk.show(first.id)).counts).toMatchObject({ skipped: 1, sent: 0 });
  });
});

describe('a 收到 to a merged message', () => {
  const receipt = { reason: '核对', until: null };

  it('is about the one part that asks, which stands first', async () => {
    const channel = createScriptedChannel();
    const bench = await openBroadcasts(channel);
    await bench.enroll('a');
    await bench.desk.plan(draft({ text: '明天停水，请各位留意' }));
    const { broadcast } = await bench.desk.plan(draft({ text: '周五前交自查表', receipt }));
    await bench.settle();
    const [shown = ''] = channel.shown;

    expect(shown).toBe('【一】周五前交自查表\n\n收到请回复“收到”\n\n【二】明天停水，请各位留意');
    for (const [who, quoted] of [
      ['by id', { platformMessageId: 'p1', text: null }],
      ['whole', { platformMessageId: null, text: shown }],
      ['short', { platformMessageId: null, text: `${shown.slice(0, 9)}…` }],
    ] as const) {
      const sender = { platformId: who, name: who, bot: false };
      const accepted = await bench.store.messages.accept(
        message(who, { group: 'a', text: '收到', addressed: 'none', quoted, sender, sentAt: bench.clock.now() }),
        bench.clock.now(),
      );
      const given = await bench.store.messages.find(accepted.messageId);
      const outcome = given === null ? null : await bench.receipts.handle(given);
      if (outcome !== null) await bench.store.transaction(outcome);
    }
    const { deliveries } = await bench.desk.show(broadcast.id, { receipts: true });
    expect(deliveries[0]?.receipts?.map(({ name }) => name).toSorted()).toEqual(['by id', 'short', 'whole']);
  });

  it('by button says which part it is about', async () => {
    const channel = createScriptedChannel([], false, { buttons: true });
    const bench = await openBroadcasts(channel);
    await bench.enroll('a');
    await bench.desk.plan(draft({ text: '明天停水' }));
    const { broadcast } = await bench.desk.plan(draft({ text: '交自查表', receipt }));
    await bench.settle();

    expect(channel.shown).toEqual(['【一】交自查表\n\n【二】明天停水\n\n请点下面的“收到”，确认第一条。']);
    const [asking] = await bench.store.deliveries.listOf(broadcast.id);
    expect(channel.calls[0]?.receiptOf).toBe(asking?.id);
  });

  it('is never about two: the second that asks goes by itself', async () => {
    const channel = createScriptedChannel();
    const bench = await openBroadcasts(channel);
    await bench.enroll('a');
    for (const text of ['甲', '乙']) await bench.desk.plan(draft({ text, receipt }));
    await bench.settle();

    expect(channel.shown).toEqual(['甲\n\n收到请回复“收到”', '乙\n\n收到请回复“收到”']);
  });
});

describe('what a person posts by hand', () => {
  it('is one text a group, each part with a link of its own, and is marked all at once', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('m', { channel: 'manual' });
    await bench.desk.plan(draft({ text: '甲', receipt: { reason: '核对', until: null } }));
    await bench.desk.plan(draft({ text: '急事', urgent: '台风' }));
    await bench.desk.plan(draft({ text: '乙' }));

    const waiting = await bench.desk.waiting();

    expect(waiting.map(({ text }) => text)).toEqual([
      `【一】甲\n\n收到请点：https://example.org/r/${waiting[0]?.deliveryIds[0]}\n\n【二】乙`,
      '急事',
    ]);
    await bench.desk.resolve(waiting[0]?.deliveryId ?? '', 'sent', '秘书');
    expect((await bench.desk.waiting()).map(({ text }) => text)).toEqual(['急事']);
    expect((await bench.store.deliveries.countStates()).sent).toBe(2);
  });

  it('is marked all or not at all', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('m', { channel: 'manual' });
    for (const text of ['甲', '乙']) await bench.desk.plan(draft({ text }));
    const [waiting] = await bench.desk.waiting();
    await bench.desk.resolve(waiting?.deliveryIds[1] ?? '', 'sent', '甲');

    await expect(bench.desk.resolve(waiting?.deliveryId ?? '', 'sent', '乙')).rejects.toMatchObject({
      code: 'record/conflict',
    });
    expect((await bench.store.deliveries.countStates()).sent).toBe(1);
  });
});
