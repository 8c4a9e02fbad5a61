import { describe, expect, it } from 'vitest';
import { broadcast, delivery, group } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

const lease = { owner: 'a', now: 0, leaseMs: 100 };
const web = { limit: 10, channels: ['web'] };
const none = { pending: 0, claimed: 0, sending: 0, sent: 0, failed: 0, unknown: 0, skipped: 0 };

function reminderCases({ store, second }: Bench): void {
  describe('their reminder', () => {
    const receipt = (until: number) => ({ receipt: { reason: '核对', until } });

    it('is open while the deadline is to come, the first one first, and for nothing else', async () => {
      await store().broadcasts.add(broadcast('late', receipt(300)));
      await store().broadcasts.add(broadcast('soon', receipt(200)));
      await store().broadcasts.add(broadcast('over', receipt(100)));
      await store().broadcasts.add(broadcast('asks nothing'));
      await store().broadcasts.add(broadcast('unsent', { ...receipt(200), skipped: '没有群' }));
      await store().broadcasts.add(broadcast('cancelled', receipt(200)));
      await store().broadcasts.cancel('cancelled', 1);

      expect((await store().broadcasts.listToRemind(100)).map(({ id }) => id)).toEqual(['soon', 'late']);
      await store().broadcasts.remind('soon', { at: 120, outcome: 'unneeded' });
      expect((await store().broadcasts.listToRemind(100)).map(({ id }) => id)).toEqual(['late']);
    });

    it('is taken once, whoever takes it, and not of one that was cancelled', async () => {
      const other = await second();
      await store().broadcasts.add(broadcast('1', receipt(200)));

      const done = await Promise.all([
        store().broadcasts.remind('1', { at: 5, outcome: 'planned' }),
        other.broadcasts.remind('1', { at: 6, outcome: 'by-hand' }),
      ]);

      expect(done.toSorted()).toEqual([false, true]);
      const reminder = done[0] ? { at: 5, outcome: 'planned' } : { at: 6, outcome: 'by-hand' };
      expect(await store().broadcasts.find('1')).toMatchObject({ reminder });
      await store().broadcasts.add(broadcast('2', receipt(200)));
      await store().broadcasts.cancel('2', 1);
      expect(await store().broadcasts.remind('2', { at: 5, outcome: 'planned' })).toBe(false);
    });

    it('is no delivery of the broadcast, is called off with it, and is not urgent', async () => {
      const id = await group(store());
      await store().broadcasts.add(broadcast('b', { ...receipt(200), urgent: '台风' }));
      const of = { broadcastId: 'b' };
      const reminder = { ...of, kind: 'reminder' as const };
      await store().deliveries.add(
        [
          delivery('1', id, { ...of, kind: 'broadcast' }),
          delivery('2', id, { ...reminder, reminds: '1' }),
          delivery('3', id, reminder),
        ],
        1,
      );

      expect((await store().deliveries.listOf('b')).map((one) => one.id)).toEqual(['1']);
      const page = await store().deliveries.page(of, { state: null, after: 0, limit: 9 });
      expect(page.deliveries.map((one) => one.id)).toEqual(['1']);
      expect((await store().deliveries.countStates(of)).pending).toBe(1);
      const counts = await store().deliveries.countOccurrences({ broadcastIds: ['b'], days: null });
      expect(counts.get('b')?.pending).toBe(1);
      const claimed = await store().deliveries.claim(
        { owner: 'a', now: 1, leaseMs: 9 },
        { limit: 9, channels: ['web'] },
      );
      expect(claimed.map((one) => [one.id, one.asksReceipt, one.urgent, one.reminds])).toEqual([
        ['1', true, true, null],
        ['2', true, false, '1'],
        ['3', false, false, null],
      ]);
      for (const one of claimed) await store().deliveries.putBack(one.id, 'a', { notBefore: 1, reason: null });
      expect(await store().deliveries.skipBroadcast('b', '已取消')).toBe(1);
      expect((await store().deliveries.countStates()).skipped).toBe(3);
      expect((await store().deliveries.listSkipped(0, 9)).map((one) => one.id)).toEqual(['1']);
    });
  });
}

export function broadcastsContract(bench: Bench): void {
  describe('broadcasts', () => {
    broadcastCases(bench);
    ledgerCases(bench);
    editCases(bench);
    movedCases(bench);
    decisionCases(bench);
    reminderCases(bench);
  });
}

function broadcastCases({ store, second, reopen }: Bench): void {
  it('keeps what was ordered as it was given', async () => {
    const plain = broadcast('1');
    const file = { id: 'f', name: '通知 “一”.pdf', size: 20 * 1024 * 1024 };
    const asking = broadcast('2', { file, receipt: { reason: '核对人数', until: 99 }, createdAt: 2 });
    await store().broadcasts.add(plain);
    await store().broadcasts.add(asking);

    const again = await reopen();
    expect(await again.broadcasts.find('1')).toEqual({ ...plain, cancelledAt: null, reminder: null });
    expect(await again.broadcasts.list(9)).toEqual([
      { ...asking, cancelledAt: null, reminder: null },
      { ...plain, cancelledAt: null, reminder: null },
    ]);
    expect(await again.broadcasts.list(1)).toHaveLength(1);
    expect(await again.broadcasts.find('none')).toBeNull();
  });

  it('is listed page by page, newest first, those of one instant by their ids', async () => {
    for (const [id, createdAt] of [
      ['a', 2],
      ['b', 2],
      ['c', 2],
      ['d', 1],
      ['e', 3],
    ] as const)
      await store().broadcasts.add(broadcast(id, { createdAt }));
    const page = async (after: { createdAt: number; id: string } | null) =>
      (await store().broadcasts.page({ after, limit: 2 })).map(({ id }) => id);

    expect(await page(null)).toEqual(['e', 'c']);
    expect(await page({ createdAt: 2, id: 'c' })).toEqual(['b', 'a']);
    expect(await page({ createdAt: 2, id: 'a' })).toEqual(['d']);
    expect(await page({ createdAt: 1, id: 'd' })).toEqual([]);
  });

  it('is listed among those of a template when its deliveries are', async () => {
    for (const id of ['a', 'b', 'c']) await store().broadcasts.add(broadcast(id));
    const conversationId = await group(store());
    const template = { template: '节前提醒', params: [] };
    await store().deliveries.add(
      [
        delivery('1', conversationId, { broadcastId: 'a', template }),
        delivery('2', conversationId, { broadcastId: 'a', template }),
        delivery('3', conversationId, { broadcastId: 'b' }),
      ],
      1,
    );
    const page = async (templated: boolean) =>
      (await store().broadcasts.page({ after: null, limit: 9, templated })).map(({ id }) => id);

    expect([await page(true), await page(false)]).toEqual([['a'], ['c', 'b', 'a']]);
  });

  it('is cancelled once, whoever does it', async () => {
    await store().broadcasts.add(broadcast('1'));
    const other = await second();

    const done = await Promise.all([store().broadcasts.cancel('1', 5), other.broadcasts.cancel('1', 6)]);

    expect(done.toSorted()).toEqual([false, true]);
    expect((await store().broadcasts.find('1'))?.cancelledAt).toBe(done[0] ? 5 : 6);
    expect(await store().broadcasts.cancel('none', 1)).toBe(false);
  });
}

function ledgerCases({ store }: Bench): void {
  it('has its own part of the ledger', async () => {
    const id = await group(store());
    await store().deliveries.add(
      [
        delivery('1', id, { kind: 'broadcast', broadcastId: 'b' }),
        delivery('2', id, { kind: 'broadcast', broadcastId: 'b', skipped: '该群已停发' }),
        delivery('3', id, { kind: 'broadcast', broadcastId: 'c' }),
        delivery('4', id, { key: 'daily/2026-11-23/g', kind: 'daily' }),
      ],
      1,
    );

    expect((await store().deliveries.listOf('b')).map((one) => one.id)).toEqual(['1', '2']);
    expect(await store().deliveries.countStates({ broadcastId: 'b' })).toEqual({ ...none, pending: 1, skipped: 1 });
    const days = { from: '2026-11-22', to: '2026-11-23' };
    const counts = await store().deliveries.countOccurrences({ broadcastIds: ['b', 'none'], days });
    expect(Object.fromEntries(counts)).toEqual({
      b: { ...none, pending: 1, skipped: 1 },
      'daily/2026-11-23': { ...none, pending: 1 },
    });
    expect((await store().deliveries.countOccurrences({ broadcastIds: [], days: null })).size).toBe(0);
    expect(await store().deliveries.countStates()).toEqual({ ...none, pending: 3, skipped: 1 });
  });

  it('tells the sender whether it was called off and whether it asks for a 收到', async () => {
    const id = await group(store());
    await store().broadcasts.add(broadcast('plain'));
    await store().broadcasts.add(broadcast('asking', { receipt: { reason: '核对', until: 10 } }));
    await store().broadcasts.add(broadcast('off'));
    await store().broadcasts.cancel('off', 1);
    const ids = ['plain', 'asking', 'off'];
    await store().deliveries.add(
      ids.map((broadcastId) => delivery(broadcastId, id, { kind: 'broadcast', broadcastId })),
      1,
    );

    const claimed = await store().deliveries.claim(lease, web);
    expect(claimed.map((one) => [one.id, one.cancelled, one.asksReceipt])).toEqual([
      ['plain', false, false],
      ['asking', false, true],
      ['off', true, false],
    ]);
  });

  it('skips what waits and leaves what is in hand and what is sent', async () => {
    const ids = await Promise.all(['g', 'h', 'i'].map((name) => group(store(), name)));
    await store().deliveries.add(
      ids.map((id, place) => delivery(`${place}`, id, { kind: 'broadcast', broadcastId: 'b', notBefore: place })),
      1,
    );
    await store().deliveries.claim(lease, { ...web, limit: 1 });

    expect(await store().deliveries.skipBroadcast('b', '已取消')).toBe(2);
    expect(await store().deliveries.skipBroadcast('b', '已取消')).toBe(0);
    const states = (await store().deliveries.listOf('b')).map(({ state, reason }) => [state, reason]);
    expect(states.toSorted()).toEqual([
      ['claimed', null],
      ['skipped', '已取消'],
      ['skipped', '已取消'],
    ]);
  });

  it('is found by the id the platform gave it, in its own conversation only', async () => {
    const [here, there] = [await group(store()), await group(store(), 'h')];
    await store().deliveries.add([delivery('1', here)], 1);
    await store().deliveries.claim(lease, web);
    await store().deliveries.markSending('1', 'a', 1);
    await store().deliveries.markSent('1', 'a', { at: 2, platformMessageId: 'p7' });

    expect(await store().deliveries.listByPlatformMessage(here, 'p7')).toMatchObject([{ id: '1' }]);
    expect(await store().deliveries.listByPlatformMessage(here, 'p8')).toEqual([]);
    expect(await store().deliveries.listByPlatformMessage(there, 'p7')).toEqual([]);
  });

  it('lists what is due on some channels and waits', async () => {
    const [here, there] = [await group(store()), await group(store(), 'h', 'manual')];
    await store().deliveries.add(
      [
        delivery('web', here),
        delivery('later', there, { notBefore: 60 }),
        delivery('over', there, { closesAt: 50 }),
        delivery('second', there, { notBefore: 20 }),
        delivery('first', there, { notBefore: 10, closesAt: 51 }),
        delivery('skipped', there, { skipped: '该群已停发' }),
      ],
      1,
    );

    expect((await store().deliveries.listDue(['manual'], 50)).map(({ id }) => id)).toEqual(['first', 'second']);
    expect(await store().deliveries.listDue([], 50)).toEqual([]);
  });
}

function editCases({ store, second }: Bench): void {
  const plan = async (): Promise<[string, string]> => {
    await store().broadcasts.add(broadcast('b'));
    const ids: [string, string] = [await group(store()), await group(store(), 'h')];
    const kind = 'broadcast' as const;
    await store().deliveries.add(
      [
        ...ids.map((id, place) => delivery(`${place}`, id, { kind, broadcastId: 'b', notBefore: place })),
        delivery('skipped', ids[0], { kind, broadcastId: 'b', skipped: '该群已停发', text: '旧' }),
        delivery('other', ids[0], { kind, broadcastId: 'c', text: '旧' }),
      ],
      1,
    );
    return ids;
  };
  const textOf = async (id: string) => (await store().deliveries.find(id))?.text;

  const send = async (): Promise<void> => {
    await store().deliveries.markSending('0', 'a', 1);
    await store().deliveries.markSent('0', 'a', { at: 2, platformMessageId: null });
  };
  const lose = async (): Promise<void> => {
    await store().deliveries.markSending('0', 'a', 1);
    await store().deliveries.end('0', 'a', { state: 'unknown', reason: '不知道' });
  };

  it('gets another text while nothing of it was sent, each conversation its own', async () => {
    const [g, h] = await plan();
    const texts = new Map([
      [g, '新 g'],
      [h, '新 h'],
    ]);

    expect(await store().deliveries.rewrite('b', texts)).toBe(2);
    expect(await Promise.all(['0', '1', 'skipped', 'other'].map(textOf))).toEqual(['新 g', '新 h', '旧', '旧']);
    expect(await store().deliveries.rewrite('none', texts)).toBe(0);
  });

  const again = async (): Promise<void> => {
    await lose();
    const decision = { to: 'pending', notBefore: 0, closesAt: null, reason: '甲要求重发' } as const;
    await store().deliveries.decide('0', 'unknown', decision);
  };
  const becomes: readonly [string, () => Promise<void>][] = [
    ['claimed', () => Promise.resolve()],
    ['sent', send],
    ['unknown', lose],
    ['to be sent once more', again],
  ];

  it.each(becomes)('keeps its text when one of it is %s', async (_, become) => {
    const [g, h] = await plan();
    await store().deliveries.claim(lease, { ...web, limit: 1 });
    await become();

    const texts = new Map([g, h].map((id) => [id, '新']));
    expect(await store().deliveries.rewrite('b', texts)).toBeNull();
    expect(await textOf('1')).toBe('回复 1');
  });

  it('is sent with one text, whoever is faster', async () => {
    const [g, h] = await plan();
    const other = await second();

    const [changed, claimed] = await Promise.all([
      store().deliveries.rewrite('b', new Map([g, h].map((id) => [id, '新']))),
      other.deliveries.claim(lease, web),
    ]);

    const texts = claimed.filter(({ broadcastId }) => broadcastId === 'b').map(({ text }) => text);
    expect(texts.every((text) => (text === '新') === (changed !== null))).toBe(true);
  });

  it('of its order changes only the text, and nothing once it is cancelled', async () => {
    await plan();
    expect(await store().broadcasts.setText('b', '新')).toBe(true);
    expect(await store().broadcasts.find('b')).toEqual({
      ...broadcast('b', { text: '新' }),
      cancelledAt: null,
      reminder: null,
    });
    await store().broadcasts.cancel('b', 5);
    expect(await store().broadcasts.setText('b', '更新')).toBe(false);
    expect(await store().broadcasts.setText('none', '更新')).toBe(false);
  });
}

function movedCases({ store }: Bench): void {
  const place = (platformId: string) => ({ channel: 'web', kind: 'group', platformId }) as const;
  const planned = (broadcastId: string, conversationId: string) =>
    delivery(`${broadcastId}-${conversationId}`, conversationId, {
      kind: 'broadcast',
      broadcastId,
      key: `broadcast/${broadcastId}/${conversationId}`,
    });

  it('reaches a group once that moved, though it was planned for under both ids', async () => {
    const [old, now] = [await group(store()), await group(store(), 'new')];
    await store().deliveries.add([planned('sent', old)], 1);
    await store().deliveries.claim(lease, web);
    await store().deliveries.markSending(`sent-${old}`, 'a', 1);
    await store().deliveries.markSent(`sent-${old}`, 'a', { at: 2, platformMessageId: 'p' });
    await store().deliveries.add(
      [planned('sent', now), planned('both', old), planned('both', now), planned('one', old)],
      1,
    );

    await store().conversations.move(place('g'), place('new'), 9);

    const claimed = await store().deliveries.claim({ ...lease, now: 10 }, web);
    expect(claimed.map((one) => [one.broadcastId, one.conversationId]).toSorted()).toEqual([
      ['both', now],
      ['one', now],
    ]);
    expect((await store().deliveries.countStates()).skipped).toBe(2);
  });

  it('loses nothing that was in hand while the group moved, and sends nothing of it twice', async () => {
    const [old, now] = [await group(store()), await group(store(), 'new')];
    await store().deliveries.add([planned('one', old), planned('twice', old), delivery('reply', old)], 1);
    await store().deliveries.claim(lease, web);
    await store().deliveries.add([planned('one', now), planned('twice', now)], 1);
    await store().deliveries.claim({ ...lease, owner: 'b' }, web);
    await store().deliveries.putBack(`one-${now}`, 'b', { notBefore: 0, reason: null });

    await store().conversations.move(place('g'), place('new'), 9);
    for (const id of [`one-${old}`, `twice-${old}`, 'reply'])
      await store().deliveries.putBack(id, 'a', { notBefore: 0, reason: null });
    await store().deliveries.putBack(`twice-${now}`, 'b', { notBefore: 0, reason: null });

    const claimed = await store().deliveries.claim({ ...lease, now: 10 }, web);
    expect(claimed.filter(({ left }) => !left).map(({ id }) => id)).toEqual([`one-${old}`, 'reply', `twice-${now}`]);
    expect(claimed.filter(({ left }) => left).map(({ id }) => id)).toEqual([`twice-${old}`]);
  });

  it('keeps what was sent with the group, so that it is acknowledged there', async () => {
    const [old, now] = [await group(store()), await group(store(), 'new')];
    await store().broadcasts.add(broadcast('asked', { receipt: { reason: '核对', until: 99 } }));
    await store().deliveries.add([planned('asked', old)], 1);
    await store().deliveries.claim(lease, web);
    await store().deliveries.markSending(`asked-${old}`, 'a', 1);
    await store().deliveries.markSent(`asked-${old}`, 'a', { at: 2, platformMessageId: 'p' });

    await store().conversations.move(place('g'), place('new'), 9);

    expect((await store().receipts.listAsking(now, 5)).map(({ id }) => id)).toEqual([`asked-${old}`]);
    expect(await store().deliveries.countUnrequested(now, 0)).toBe(1);
  });
}

function decisionCases({ store, second }: Bench): void {
  const unknown = async (): Promise<void> => {
    await store().deliveries.add([delivery('1', await group(store()), { closesAt: 500 })], 1);
    await store().deliveries.claim(lease, web);
    await store().deliveries.markSending('1', 'a', 1);
    await store().deliveries.end('1', 'a', { state: 'unknown', reason: '不知道' });
  };

  it('takes one decision about an unknown delivery, though two people decide at once', async () => {
    await unknown();
    expect((await store().deliveries.listUnknown(9)).map(({ id }) => id)).toEqual(['1']);
    expect(await store().deliveries.listUnknown(0)).toEqual([]);
    const other = await second();

    const done = await Promise.all([
      store().deliveries.decide('1', 'unknown', { to: 'sent', at: 9, reason: '甲确认' }),
      other.deliveries.decide('1', 'unknown', { to: 'sent', at: 8, reason: '乙确认' }),
    ]);

    expect(done.toSorted()).toEqual([false, true]);
    const winner = done[0] ? { sentAt: 9, reason: '甲确认' } : { sentAt: 8, reason: '乙确认' };
    expect(await store().deliveries.find('1')).toMatchObject({ state: 'sent', ...winner });
  });

  it('keeps what a platform tells afterwards: that it has it, that it did not arrive, or why nobody knows', async () => {
    await unknown();
    const { deliveries } = store();

    expect(await deliveries.decide('1', 'unknown', { to: 'unknown', reason: '平台查不到' })).toBe(true);
    expect(await deliveries.find('1')).toMatchObject({ state: 'unknown', reason: '平台查不到' });
    const found = { to: 'sent', at: 9, reason: '平台查到', platformMessageId: 'p-9' } as const;
    expect(await deliveries.decide('1', 'unknown', found)).toBe(true);
    expect(await deliveries.find('1')).toMatchObject({ state: 'sent', platformMessageId: 'p-9' });
    expect(await deliveries.decide('1', 'sent', { to: 'failed', reason: '空号' })).toBe(true);
    expect(await deliveries.decide('1', 'sent', { to: 'failed', reason: '空号' })).toBe(false);
    expect(await deliveries.find('1')).toMatchObject({ state: 'failed', reason: '空号', sentAt: 9 });
  });

  it('sends again what a person wants sent again, and counts that', async () => {
    await unknown();

    const again = { to: 'pending', notBefore: 50, closesAt: 900, reason: '甲要求重发' } as const;
    expect(await store().deliveries.decide('1', 'unknown', again)).toBe(true);
    expect(await store().deliveries.decide('1', 'unknown', again)).toBe(false);

    expect(await store().deliveries.claim({ ...lease, now: 49 }, web)).toEqual([]);
    const [claimed] = await store().deliveries.claim({ ...lease, now: 50 }, web);
    expect(claimed).toMatchObject({ id: '1', resends: 1, closesAt: 900, attempts: 1 });
  });

  it('lets a person post what waits, once, and never what somebody else is sending', async () => {
    const id = await group(store());
    await store().deliveries.add([delivery('1', id), delivery('2', id)], 1);
    const posted = { to: 'sent', at: 9, reason: '甲已发' } as const;

    expect(await store().deliveries.decide('1', 'pending', posted)).toBe(true);
    expect(await store().deliveries.decide('1', 'pending', posted)).toBe(false);
    await store().deliveries.claim(lease, web);
    expect(await store().deliveries.decide('2', 'pending', posted)).toBe(false);
    expect(await store().deliveries.decide('none', 'pending', posted)).toBe(false);
  });
}
