import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { delivery, group } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

const lease = { owner: 'a', now: 100, leaseMs: 100 };
const due = { now: 1_000, until: 2_000, limit: 10, channels: ['sms'] };

/** A delivery that was sent, or has an unknown outcome, with its look-up due at 500. */
async function attempt(
  store: Store,
  id: string,
  { state, channel = 'sms' }: { state: 'sent' | 'unknown'; channel?: string },
): Promise<string> {
  const conversationId = await group(store, id, channel);
  await store.deliveries.add([delivery(id, conversationId)], 1);
  await store.lookUps.put({ deliveryId: id, key: `${id}/again1`, sentAt: 50, nextAt: 500 });
  await store.deliveries.claim(lease, { limit: 10, channels: [channel] });
  await store.deliveries.markSending(id, 'a', 100);
  if (state === 'sent') await store.deliveries.markSent(id, 'a', { at: 100, platformMessageId: null });
  else await store.deliveries.end(id, 'a', { state, reason: '没有回音' });
  return conversationId;
}

export function lookUpsContract({ store, second, reopen }: Bench): void {
  describe('look-ups', () => {
    it('are kept, the last attempt in the place of the one before', async () => {
      await store().lookUps.put({ deliveryId: '1', key: 'a', sentAt: 1, nextAt: 2 });
      await store().lookUps.put({ deliveryId: '1', key: 'b', sentAt: 3, nextAt: 4 });

      const again = await reopen();
      expect(await again.lookUps.find('1')).toEqual({ deliveryId: '1', key: 'b', sentAt: 3, nextAt: 4 });
      expect(await again.lookUps.find('2')).toBeNull();
    });

    it('that are due come with where the message went and what is known of it', async () => {
      const conversationId = await attempt(store(), '1', { state: 'unknown' });
      await attempt(store(), '2', { state: 'sent' });

      expect(await store().lookUps.claim(due)).toEqual([
        {
          deliveryId: '1',
          key: '1/again1',
          sentAt: 50,
          nextAt: 500,
          state: 'unknown',
          conversationId,
          to: { channel: 'sms', kind: 'group', platformId: '1' },
          title: '群 1',
        },
        expect.objectContaining({ deliveryId: '2', state: 'sent' }),
      ]);
    });

    it('are not due before their time, on other channels, or while nobody knows that the message went', async () => {
      await attempt(store(), '1', { state: 'unknown', channel: 'web' });
      await store().deliveries.add([delivery('2', await group(store(), '2', 'sms'))], 1);
      await store().lookUps.put({ deliveryId: '2', key: '2', sentAt: 50, nextAt: 500 });
      await attempt(store(), '3', { state: 'sent' });

      expect(await store().lookUps.claim({ ...due, now: 499 })).toEqual([]);
      expect(await store().lookUps.claim({ ...due, channels: [] })).toEqual([]);
      expect((await store().lookUps.claim(due)).map(({ deliveryId }) => deliveryId)).toEqual(['3']);
    });

    it('are in the hands of one worker, and of another when their time is over', async () => {
      await attempt(store(), '1', { state: 'unknown' });
      const other = await second();

      const claims = await Promise.all([store().lookUps.claim(due), other.lookUps.claim(due)]);

      expect(claims.flat()).toHaveLength(1);
      expect(await other.lookUps.claim({ ...due, now: 1_999 })).toEqual([]);
      expect(await other.lookUps.claim({ ...due, now: 2_000, until: 3_000 })).toHaveLength(1);
    });

    it('are asked again when they say so, no more when there is nothing to ask, and not for an earlier attempt', async () => {
      await attempt(store(), '1', { state: 'unknown' });
      const { lookUps } = store();

      await lookUps.setNext({ deliveryId: '1', key: '1' }, 900);
      expect((await lookUps.find('1'))?.nextAt).toBe(500);
      await lookUps.setNext({ deliveryId: '1', key: '1/again1' }, 900);
      expect((await lookUps.find('1'))?.nextAt).toBe(900);
      await lookUps.setNext({ deliveryId: '1', key: '1/again1' }, null);
      expect(await lookUps.claim(due)).toEqual([]);
    });
  });
}
