import { describe, expect, it, vi } from 'vitest';
import { createScriptedChannel } from '../../support/scripted-channel.ts';
import { type BroadcastBench, draft, openBroadcasts } from '../../support/broadcast-bench.ts';
import { delivery } from '../../support/store-builders.ts';

const none = { pending: 0, claimed: 0, sending: 0, sent: 0, failed: 0, unknown: 0, skipped: 0 };
const hour = 3_600_000;

describe('planning a broadcast', () => {
  it('makes one delivery a group of the segment, which is sent once', async () => {
    const bench = await openBroadcasts();
    const ids = [await bench.enroll('a', { tags: ['市直'] }), await bench.enroll('b', { tags: ['市直'] })];
    await bench.enroll('c');

    const { broadcast, ...planned } = await bench.desk.plan(draft({ to: 'tag:市直' }));
    await bench.settle();

    expect(planned).toEqual({ deliveries: 2, skipped: 0, byHand: 0 });
    expect(bench.told()).toBe(1);
    expect(bench.channel.shown).toEqual(['周五前报名', '周五前报名']);
    const shown = await bench.desk.show(broadcast.id);
    expect(shown).toMatchObject({ id: broadcast.id, text: '周五前报名', counts: { ...none, sent: 2 } });
    expect(shown.deliveries.map(({ groupId, state, acknowledged }) => [groupId, state, acknowledged])).toEqual(
      ids.map((id) => [id, 'sent', 0]),
    );
    const keys = (await bench.store.deliveries.listOf(broadcast.id)).map(({ key }) => key);
    expect(keys).toEqual(ids.map((id) => `broadcast/${broadcast.id}/${id}`));
  });

  it('waits for its time, and is not sent after its window', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    const at = bench.clock.now() + hour;
    const first = await bench.desk.plan(draft({ at }));
    const second = await bench.desk.plan(draft({ at, until: at + 60_000, text: '短' }));

    expect([first, second].map(({ broadcast }) => broadcast.closesAt)).toEqual([at + 12 * hour, at + 60_000]);
    await bench.settle();
    expect(bench.channel.shown).toEqual([]);
    bench.clock.advance(2 * hour);
    await bench.settle();

    expect(bench.channel.shown).toEqual(['周五前报名']);
    const { deliveries } = await bench.desk.show(second.broadcast.id);
    expect(deliveries).toMatchObject([{ state: 'skipped', reason: '已过发送时段', sentAt: null }]);
  });

  it('shows muted groups in the ledger, and sends them nothing', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    await bench.enroll('b', { muted: true });

    const planned = await bench.desk.plan(draft());
    await bench.settle();

    expect(planned).toMatchObject({ deliveries: 2, skipped: 1 });
    expect(bench.channel.shown).toHaveLength(1);
    const { counts, deliveries } = await bench.desk.show(planned.broadcast.id);
    expect(counts).toEqual({ ...none, sent: 1, skipped: 1 });
    expect(deliveries[1]).toMatchObject({ state: 'skipped', reason: '该群已停发' });
  });

  it.each([
    ['an unknown tag', { to: 'tag:无' }, 'record/not-found', '没有群带标签'],
    ['an unreadable segment', { to: '大家' }, 'input/invalid', '看不懂范围'],
    ['an empty text', { text: ' \n ' }, 'input/invalid', '不能为空'],
    ['a text that is too long', { text: '字'.repeat(4_001) }, 'input/too-long', '4001 个字'],
    ['a past time', { at: Date.parse('2026-11-23T08:58:00+08:00') }, 'input/invalid', '2026-11-23 08:58 已经过去了'],
    ['an end before the beginning', { until: Date.parse('2026-11-23T08:59:00+08:00') }, 'input/invalid', '应晚于'],
    ['a receipt without a reason', { receipt: { reason: ' ', until: null } }, 'input/invalid', '请写明为什么'],
    ['a receipt that ends before it begins', { receipt: { reason: '核对', until: 1 } }, 'input/invalid', '应晚于'],
  ] as const)('refuses %s with one sentence and plans nothing', async (...[, changes, code, sentence]) => {
    const bench = await openBroadcasts();
    await bench.enroll('a');

    const planning = bench.desk.plan(draft(changes));

    await expect(planning).rejects.toMatchObject({ code, message: expect.stringContaining(sentence) });
    expect(await bench.desk.list()).toEqual([]);
    expect(await bench.store.deliveries.listByKey('')).toEqual([]);
    expect(bench.told()).toBe(0);
  });

  it('asks for a 收到 for three days, and never for less long than it may be sent', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    const receipt = { reason: '核对', until: null };
    const week = bench.clock.now() + 7 * 24 * hour;

    const [short, long] = [
      await bench.desk.plan(draft({ receipt })),
      await bench.desk.plan(draft({ receipt, until: week })),
    ];

    expect(short.broadcast.receipt).toEqual({ reason: '核对', until: bench.clock.now() + 72 * hour });
    expect(long.broadcast.receipt?.until).toBe(week);
  });

  it('takes a text of 4000 characters, however many units they take', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');

    const { broadcast } = await bench.desk.plan(draft({ text: ` ${'🎋'.repeat(4_000)}\r\n` }));

    expect(broadcast.text).toBe('🎋'.repeat(4_000));
  });
});

describe('the list of broadcasts', () => {
  it('counts all of them in one query', async () => {
    const { store, desk, enroll } = await openBroadcasts();
    await enroll();
    for (let number = 0; number < 5; number += 1) await desk.plan(draft());
    const counting = vi.spyOn(store.deliveries, 'countOccurrences');
    const one = vi.spyOn(store.deliveries, 'countStates');

    expect((await desk.list()).map(({ counts }) => counts.pending)).toEqual([1, 1, 1, 1, 1]);

    expect([counting.mock.calls.length, one.mock.calls.length]).toEqual([1, 0]);
  });

  it('holds them newest first, with the daily message of each day among them', async () => {
    const bench = await openBroadcasts();
    const id = await bench.enroll('a');
    await bench.desk.plan(draft({ text: '早' }));
    bench.clock.advance(hour);
    const plannedAt = bench.clock.now();
    await bench.store.dailyDays.fix({ date: '2026-11-23', messageId: 'm1', text: '寄语', plannedAt });
    const daily = delivery('d1', id, { kind: 'daily', key: `daily/2026-11-23/${id}` });
    await bench.store.deliveries.add([daily], plannedAt);
    bench.clock.advance(hour);
    await bench.desk.plan(draft({ text: '晚', receipt: { reason: '核对', until: bench.clock.now() + hour } }));
    await bench.settle();

    const listed = await bench.desk.list();
    expect(listed.map(({ text, kind, counts }) => [text, kind, counts.sent])).toEqual([
      ['晚', 'broadcast', 1],
      ['寄语', 'daily', 1],
      ['早', 'broadcast', 1],
    ]);
    expect(listed[0]).toMatchObject({
      segment: 'all',
      at: '2026-11-23T03:00:00.000Z',
      receipt: { reason: '核对', until: '2026-11-23T04:00:00.000Z' },
      createdBy: '秘书',
      cancelledAt: null,
    });
    expect(listed[1]).toMatchObject({ id: 'daily/2026-11-23', at: '2026-11-23T00:00:00.000Z', createdBy: null });
    expect(await bench.desk.show('daily/2026-11-23')).toMatchObject({
      text: '寄语',
      deliveries: [{ id: 'd1', groupId: id, group: '群 a', state: 'sent', acknowledged: 0 }],
    });
  });

  it.each(['none', 'daily/2026-11-22'])('says that %s is not in it', async (id) => {
    const bench = await openBroadcasts();

    await expect(bench.desk.show(id)).rejects.toMatchObject({ code: 'record/not-found' });
  });
});

describe('cancelling a broadcast', () => {
  it('stops what waits, leaves what is sent, and says how many of each', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    const { broadcast } = await bench.desk.plan(draft());
    await bench.settle();
    const later = await bench.enroll('b');
    const waiting = delivery('w', later, { kind: 'broadcast', broadcastId: broadcast.id });
    await bench.store.deliveries.add([waiting], bench.clock.now());

    const { caught, sent, inFlight } = await bench.desk.cancel(broadcast.id, '秘书');
    await bench.settle();

    expect({ caught, sent, inFlight }).toEqual({ caught: 1, sent: 1, inFlight: 0 });
    expect(bench.channel.shown).toHaveLength(1);
    const { counts, deliveries, cancelledAt } = await bench.desk.show(broadcast.id);
    expect(counts).toEqual({ ...none, sent: 1, skipped: 1 });
    expect(deliveries[1]).toMatchObject({ state: 'skipped', reason: '已取消' });
    expect(cancelledAt).toBe('2026-11-23T01:00:00.000Z');
  });

  it('reaches what a worker had in hand and put back', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    const { broadcast } = await bench.desk.plan(draft());
    const lease = { owner: 'other', now: bench.clock.now(), leaseMs: 1_000 };
    const [held] = await bench.store.deliveries.claim(lease, { limit: 1, channels: ['web'] });

    const { caught, inFlight } = await bench.desk.cancel(broadcast.id, '秘书');
    await bench.store.deliveries.putBack(held?.id ?? '', 'other', { notBefore: 0, reason: null });
    await bench.settle();

    expect({ caught, inFlight }).toEqual({ caught: 0, inFlight: 1 });
    expect(bench.channel.calls).toEqual([]);
    expect((await bench.desk.show(broadcast.id)).deliveries).toMatchObject([{ state: 'skipped', reason: '已取消' }]);
  });

  it('happens once, and not to what is none', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    const { broadcast } = await bench.desk.plan(draft());
    const other = await bench.second();

    const ends = await Promise.allSettled([
      bench.desk.cancel(broadcast.id, '秘书'),
      other.desk.cancel(broadcast.id, '秘书'),
    ]);

    expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(bench.desk.cancel(broadcast.id, '秘书')).rejects.toMatchObject({ code: 'record/conflict' });
    await expect(bench.desk.cancel('none', '秘书')).rejects.toMatchObject({ code: 'record/not-found' });
    await expect(bench.desk.cancel('daily/2026-11-23', '秘书')).rejects.toMatchObject({ code: 'input/invalid' });
  });
});

/** A broadcast to one group whose outcome nobody knows. */
async function openUnknown(): Promise<BroadcastBench & { id: string; broadcastId: string }> {
  const bench = await openBroadcasts(createScriptedChannel(['lost']));
  await bench.enroll('a');
  const { broadcast } = await bench.desk.plan(draft());
  await bench.settle();
  const [unknown] = await bench.store.deliveries.listOf(broadcast.id);
  expect(unknown?.state).toBe('unknown');
  return { ...bench, id: unknown?.id ?? '', broadcastId: broadcast.id };
}

describe('deciding about an unknown delivery', () => {
  it('begins with a list of them, which holds each until somebody has decided', async () => {
    const bench = await openUnknown();

    expect(await bench.desk.undecided()).toEqual([
      {
        deliveryId: bench.id,
        groupId: expect.stringMatching(/^g-/u),
        group: '群 a',
        text: '周五前报名',
        file: null,
        reason: '没有等到平台的回答。',
        at: '2026-11-23T01:00:00.000Z',
      },
    ]);
    await bench.desk.resolve(bench.id, 'sent', '甲');
    expect(await bench.desk.undecided()).toEqual([]);
  });

  it('as sent records who decided, and sends nothing', async () => {
    const bench = await openUnknown();

    await bench.desk.resolve(bench.id, 'sent', '李秘书');
    await bench.settle();

    expect(bench.channel.calls).toHaveLength(1);
    const found = await bench.store.deliveries.find(bench.id);
    expect(found).toMatchObject({ state: 'sent', sentAt: bench.clock.now(), reason: '李秘书确认已送达' });
  });

  it('as not sent sends it once more under another key, also after its window', async () => {
    const bench = await openUnknown();
    bench.clock.advance(20 * hour);

    await bench.desk.resolve(bench.id, 'resend', '李秘书');
    await bench.settle();
    await bench.settle();

    expect(bench.channel.calls.map(({ idempotencyKey }) => idempotencyKey)).toEqual([bench.id, `${bench.id}/again1`]);
    expect(await bench.store.deliveries.find(bench.id)).toMatchObject({ state: 'sent', resends: 1 });
  });

  it('is done by one of two people, and the other is told', async () => {
    const bench = await openUnknown();
    const other = await bench.second();

    const ends = await Promise.allSettled([
      bench.desk.resolve(bench.id, 'sent', '甲'),
      other.desk.resolve(bench.id, 'resend', '乙'),
    ]);

    const failed = ends.filter((end) => end.status === 'rejected').map(({ reason }) => reason);
    expect(failed).toEqual([
      expect.objectContaining({ code: 'record/conflict', message: expect.stringMatching(/。$/u) }),
    ]);
    await bench.settle();
    expect((await bench.store.deliveries.find(bench.id))?.state).toBe('sent');
    expect(bench.channel.calls).toHaveLength(ends[0].status === 'fulfilled' ? 1 : 2);
  });

  it('does not send what was called off, but can say that it is there', async () => {
    const bench = await openUnknown();
    await bench.desk.cancel(bench.broadcastId, '秘书');

    await expect(bench.desk.resolve(bench.id, 'resend', '甲')).rejects.toMatchObject({ code: 'record/conflict' });
    await bench.desk.resolve(bench.id, 'sent', '甲');

    expect((await bench.store.deliveries.find(bench.id))?.state).toBe('sent');
  });

  it('is refused where there is nothing to decide', async () => {
    const bench = await openBroadcasts();
    const id = await bench.enroll('a');
    await bench.store.deliveries.add([delivery('1', id, { kind: 'daily' })], 1);

    await expect(bench.desk.resolve('1', 'sent', '甲')).rejects.toMatchObject({
      code: 'record/conflict',
      message: expect.stringContaining('“等待”'),
    });
    await bench.settle();
    await expect(bench.desk.resolve('1', 'sent', '甲')).rejects.toThrow('“已发送”');
    await expect(bench.desk.resolve('none', 'sent', '甲')).rejects.toMatchObject({ code: 'record/not-found' });
  });
});

describe('posting by hand', () => {
  it('is told what waits, with the text to copy, and marks it once', async () => {
    const bench = await openBroadcasts();
    const id = await bench.enroll('会员群', { channel: 'manual' });
    await bench.enroll('muted', { channel: 'manual', muted: true });
    await bench.enroll('web');
    await bench.desk.plan(draft({ text: '以后', at: bench.clock.now() + hour }));
    const { broadcast, byHand } = await bench.desk.plan(draft({ receipt: { reason: '核对', until: null } }));
    await bench.settle();

    const [waiting, ...others] = await bench.desk.waiting();
    const deliveryId = waiting?.deliveryId ?? '';
    const link = `https://example.org/r/${deliveryId}`;
    expect(byHand).toBe(1);
    expect(others).toEqual([]);
    expect(waiting).toEqual({
      deliveryId,
      deliveryIds: [deliveryId],
      groupId: id,
      group: '群 会员群',
      text: `周五前报名\n\n收到请点：${link}`,
      file: null,
      link,
      until: '2026-11-23T13:00:00.000Z',
    });

    await expect(bench.desk.resolve(deliveryId, 'resend', '甲')).rejects.toMatchObject({ code: 'input/invalid' });
    await bench.desk.resolve(deliveryId, 'sent', '甲');
    await expect(bench.desk.resolve(deliveryId, 'sent', '乙')).rejects.toMatchObject({ code: 'record/conflict' });
    expect(await bench.desk.waiting()).toEqual([]);
    const { counts, deliveries } = await bench.desk.show(broadcast.id);
    expect(counts).toEqual({ ...none, sent: 2, skipped: 1 });
    expect(deliveries.find((one) => one.id === deliveryId)).toMatchObject({ reason: '甲已手工发到群里' });
  });

  it('may be told after the window: who posts in time may say so later', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('会员群', { channel: 'manual' });
    const { broadcast } = await bench.desk.plan(draft({ receipt: { reason: '核对', until: null } }));
    const [waiting] = await bench.desk.waiting();
    const deliveryId = waiting?.deliveryId ?? '';
    expect((await bench.desk.show(broadcast.id)).deliveries).toMatchObject([{ reason: '等人发到群里' }]);
    bench.clock.advance(13 * hour);
    await bench.store.deliveries.skipOverdue(bench.clock.now());

    expect(await bench.receipts.notice(deliveryId, null)).toMatchObject({ acknowledged: false });
    await expect(bench.desk.resolve(deliveryId, 'resend', '甲')).rejects.toMatchObject({
      code: 'input/invalid',
    });
    await bench.desk.resolve(deliveryId, 'sent', '甲');
    await expect(bench.desk.resolve(deliveryId, 'sent', '乙')).rejects.toMatchObject({
      code: 'record/conflict',
    });

    expect((await bench.desk.show(broadcast.id)).deliveries).toMatchObject([
      { state: 'sent', reason: '甲已手工发到群里' },
    ]);
  });

  it('gives no link where nobody asks for a 收到', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('会员群', { channel: 'manual' });
    await bench.desk.plan(draft());

    expect(await bench.desk.waiting()).toMatchObject([{ text: '周五前报名', link: null }]);
  });
});
