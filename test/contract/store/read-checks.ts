import { describe, expect, it } from 'vitest';
import type { NewBroadcast } from '../../../src/domain/broadcast.ts';
import type { Store } from '../../../src/ports/store.ts';
import { broadcast, delivery, group } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

const lease = { owner: 'a', now: 100, leaseMs: 100 };
const noted = { channel: 'feishu', since: 0, firstMs: 400 };
const due = { now: 1_000, until: 2_000, limit: 10, channels: ['feishu'] };
const asking = { receipt: { reason: '核对', until: 9_000 } } as const;

type Sent = { channel?: string; platformMessageId?: string | null } & Pick<Partial<NewBroadcast>, 'receipt'>;

/** A delivery of a broadcast that was sent at 100. */
async function send(store: Store, id: string, { channel = 'feishu', platformMessageId = `p-${id}`, ...of }: Sent) {
  const conversationId = await group(store, id, channel);
  await store.broadcasts.add(broadcast(id, of));
  await store.deliveries.add([delivery(id, conversationId, { kind: 'broadcast', broadcastId: id })], 1);
  await store.deliveries.claim(lease, { limit: 10, channels: [channel] });
  await store.deliveries.markSending(id, 'a', 100);
  await store.deliveries.markSent(id, 'a', { at: 100, platformMessageId });
  return conversationId;
}

export function readChecksContract({ store, second, reopen }: Bench): void {
  describe('read checks', () => {
    it('are of what asks and was sent there, once, with where it went and under which id', async () => {
      const conversationId = await send(store(), '1', asking);
      await send(store(), 'asks-nothing', {});
      await send(store(), 'elsewhere', { ...asking, channel: 'web' });
      await send(store(), 'without-id', { ...asking, platformMessageId: null });

      await store().readChecks.note(noted);
      await store().readChecks.note({ ...noted, firstMs: 900 });

      const again = await reopen();
      expect(await again.readChecks.claim({ ...due, now: 499 })).toEqual([]);
      expect(await again.readChecks.claim({ ...due, channels: [] })).toEqual([]);
      expect(await again.readChecks.claim({ ...due, channels: ['feishu', 'web'] })).toEqual([
        {
          deliveryId: '1',
          conversationId,
          to: { channel: 'feishu', kind: 'group', platformId: '1' },
          platformMessageId: 'p-1',
          sentAt: 100,
          heldUntil: 2_000,
        },
      ]);
    });

    it('are of nothing that was sent too long ago', async () => {
      await send(store(), '1', asking);

      await store().readChecks.note({ ...noted, since: 101 });

      expect(await store().readChecks.claim(due)).toEqual([]);
    });

    it('are in the hands of one worker, and of another when their time is over', async () => {
      await send(store(), '1', asking);
      await store().readChecks.note(noted);
      const other = await second();

      const claims = await Promise.all([store().readChecks.claim(due), other.readChecks.claim(due)]);

      expect(claims.flat()).toHaveLength(1);
      expect(await other.readChecks.claim({ ...due, now: 1_999 })).toEqual([]);
      expect(await other.readChecks.claim({ ...due, now: 2_000, until: 3_000 })).toHaveLength(1);
    });

    it('are due again when they say so, no more when it is over, and not for who held them before', async () => {
      await send(store(), '1', asking);
      const { readChecks } = store();
      await readChecks.note(noted);
      await readChecks.claim(due);
      await readChecks.setNext({ deliveryId: '1', heldUntil: 2_000 }, 5_000);
      await readChecks.setNext({ deliveryId: '1', heldUntil: 2_000 }, 1);

      expect(await readChecks.claim({ ...due, now: 4_999, until: 6_000 })).toEqual([]);
      expect(await readChecks.claim({ ...due, now: 5_000, until: 6_000 })).toHaveLength(1);

      await readChecks.setNext({ deliveryId: '1', heldUntil: 6_000 }, null);
      await readChecks.note(noted);
      expect(await readChecks.claim({ ...due, now: 9_000, until: 9_500 })).toEqual([]);
    });
  });
}
