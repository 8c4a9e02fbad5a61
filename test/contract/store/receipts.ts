import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { broadcast, delivery, group, message } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

const lease = { owner: 'a', now: 100, leaseMs: 100 };
const wang = { deliveryId: '1', kind: 'acknowledged', person: 'm-1', name: '王会长', at: 5, way: 'word' } as const;

/** Sends a delivery of a broadcast that asks until `until`. */
async function send(store: Store, id: string, { until = 500, at = 100, name = 'g' } = {}): Promise<string> {
  const conversationId = await group(store, name);
  await store.broadcasts.add(broadcast(`b-${id}`, { receipt: { reason: '核对', until } }));
  await store.deliveries.add([delivery(id, conversationId, { kind: 'broadcast', broadcastId: `b-${id}` })], 1);
  await store.deliveries.claim(lease, { limit: 10, channels: ['web'] });
  await store.deliveries.markSending(id, 'a', 1);
  await store.deliveries.markSent(id, 'a', { at, platformMessageId: `p-${id}` });
  return conversationId;
}

export function receiptsContract({ store, second, reopen }: Bench): void {
  describe('receipts', () => {
    it('are recorded once a person, whoever records them, and keep the first time', async () => {
      const other = await second();

      const done = await Promise.all([store().receipts.record(wang), other.receipts.record(wang)]);

      expect(done.toSorted()).toEqual([false, true]);
      expect(await store().receipts.record({ ...wang, at: 9, name: '王', way: 'button' })).toBe(false);
      const again = await reopen();
      expect(await again.receipts.find(wang)).toEqual(wang);
      expect(await again.receipts.find({ ...wang, person: 'm-2' })).toBeNull();
    });

    it('hold no way where nobody said it themselves', async () => {
      const { way: _way, ...read } = { ...wang, kind: 'read' } as const;

      await store().receipts.record(read);

      expect(await store().receipts.find(read)).toEqual(read);
    });

    it('are kept apart by kind, and counted and listed for a broadcast', async () => {
      await send(store(), '1');
      await send(store(), '2', { name: 'h' });
      await store().receipts.record({ ...wang, kind: 'read', at: 3 });
      await store().receipts.record(wang);
      await store().receipts.record({ ...wang, person: 'm-2', name: '李会长', at: 6 });
      await store().receipts.record({ ...wang, deliveryId: '2' });

      const counts = await store().receipts.count('b-1');
      expect(counts.toSorted((a, b) => a.count - b.count)).toEqual([
        { deliveryId: '1', kind: 'read', count: 1 },
        { deliveryId: '1', kind: 'acknowledged', count: 2 },
      ]);
      const listed = (await store().receipts.list('b-1')).map(({ kind, name }) => [kind, name]);
      expect(listed).toEqual([
        ['read', '王会长'],
        ['acknowledged', '王会长'],
        ['acknowledged', '李会长'],
      ]);
    });

    it('are asked by what was sent to the conversation and asks long enough, newest first', async () => {
      const here = await send(store(), 'old', { at: 100 });
      await send(store(), 'new', { at: 200 });
      await send(store(), 'closed', { until: 300 });
      const there = await send(store(), 'there', { name: 'h' });
      await store().deliveries.add([delivery('waits', here, { kind: 'broadcast', broadcastId: 'b-old' })], 1);

      const idsOf = async (id: string, since: number) =>
        (await store().receipts.listAsking(id, since)).map((one) => one.id);
      expect(await idsOf(here, 301)).toEqual(['new', 'old']);
      expect(await idsOf(here, 300)).toHaveLength(3);
      expect(await idsOf(here, 501)).toEqual([]);
      expect(await store().receipts.listAsking(there, 500)).toEqual([{ id: 'there', text: '回复 there', until: 500 }]);
    });

    it('are told of by the ids of the platform, for what asks in this conversation', async () => {
      const here = await send(store(), '1');
      await send(store(), '2', { name: 'h' });
      await store().broadcasts.add(broadcast('silent'));
      await store().deliveries.add([delivery('3', here, { kind: 'broadcast', broadcastId: 'silent' })], 1);
      await store().deliveries.claim(lease, { limit: 10, channels: ['web'] });
      await store().deliveries.markSending('3', 'a', 1);
      await store().deliveries.markSent('3', 'a', { at: 1, platformMessageId: 'p-3' });

      const asking = await store().receipts.listAskingAs(here, ['p-1', 'p-2', 'p-3', 'none']);
      expect(asking).toEqual([{ id: '1', text: '回复 1', until: 500 }]);
      expect(await store().receipts.listAskingAs(here, [])).toEqual([]);
    });

    it('are asked in private too, by what reminds of them, and known there when they were given', async () => {
      await send(store(), '1');
      const conversation = { channel: 'web', kind: 'direct', platformId: 'wang', title: null } as const;
      const { conversationId } = await store().messages.accept(message('x', { conversation }), 1);
      const reminder = { kind: 'reminder', broadcastId: 'b-1' } as const;
      await store().deliveries.add(
        [delivery('r', conversationId, { ...reminder, reminds: '1' }), delivery('staff', conversationId, reminder)],
        1,
      );
      await store().deliveries.claim(lease, { limit: 10, channels: ['web'] });
      for (const id of ['r', 'staff']) await store().deliveries.markSending(id, 'a', 1);

      expect(await store().receipts.listAsking(conversationId, 300)).toEqual([{ id: '1', text: '回复 r', until: 500 }]);
      expect(await store().receipts.isAcknowledgedIn(conversationId, 'b-1')).toBe(false);
      const [member] = await store().members.list();
      await store().receipts.record({ ...wang, person: member?.id ?? '', kind: 'read' });
      expect(await store().receipts.isAcknowledgedIn(conversationId, 'b-1')).toBe(false);
      await store().receipts.record({ ...wang, person: member?.id ?? '' });
      expect(await store().receipts.isAcknowledgedIn(conversationId, 'b-1')).toBe(true);
    });

    it('are counted for one delivery and kind', async () => {
      await store().receipts.record(wang);
      await store().receipts.record({ ...wang, person: 'm-2' });
      await store().receipts.record({ ...wang, kind: 'read' });

      expect(await store().receipts.countOf(wang)).toBe(2);
      expect(await store().receipts.countOf({ deliveryId: '9', kind: 'read' })).toBe(0);
    });

    it('come from members who never wrote', async () => {
      const li = await store().members.ensure({ channel: 'web', platformId: 'li', name: '李会长' });
      expect(await store().members.ensure({ channel: 'web', platformId: 'li', name: '李理事长' })).toEqual({
        ...li,
        name: '李理事长',
      });
      expect(await store().members.list()).toEqual([{ ...li, name: '李理事长' }]);
    });
  });
}
