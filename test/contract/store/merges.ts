import { describe, expect, it } from 'vitest';
import type { NewDelivery } from '../../../src/domain/delivery.ts';
import { broadcast, delivery, group } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

const lease = { owner: 'a', now: 0, leaseMs: 100 };
const one = { limit: 1, channels: ['web'] };
const news = { kind: 'broadcast' } as const satisfies Partial<NewDelivery>;

export function mergesContract({ store, second }: Bench): void {
  const statesOf = async (...ids: readonly string[]) => {
    const found = await Promise.all(ids.map((id) => store().deliveries.find(id)));
    return found.map((row) => row?.state);
  };
  /** Claims `1`, `2` and `3` of one group, beyond the limit, and begins to send the first two as one message. */
  const merge = async (): Promise<string> => {
    const id = await group(store());
    await store().deliveries.add(
      ['1', '2', '3'].map((name) => delivery(name, id, news)),
      1,
    );
    await store().deliveries.claim(lease, one);
    expect(await store().deliveries.markMerged({ lead: '1', ids: ['1', '2'] }, 'a', 10)).toBe(true);
    return id;
  };

  describe('deliveries that go out as one message', () => {
    it('come with the first of a broadcast that is taken, of its conversation and due, beyond the limit', async () => {
      const [here, there] = [await group(store()), await group(store(), 'there')];
      await store().deliveries.add(
        [
          delivery('1', here, news),
          delivery('elsewhere', there, news),
          delivery('reply', here),
          delivery('daily', here, { kind: 'daily' }),
          delivery('2', here, news),
          delivery('later', here, { ...news, notBefore: 1 }),
        ],
        1,
      );

      const byReply = await store().deliveries.claim(lease, one);
      const byBroadcast = await (await second()).deliveries.claim(lease, one);

      // Whoever waits for an answer comes first, and its conversation with it.
      expect(byReply.map(({ id }) => id)).toEqual(['1', '2']);
      expect(byBroadcast.map(({ id }) => id)).toEqual(['reply']);
      expect(await statesOf('elsewhere', 'daily', 'later')).toEqual(['pending', 'pending', 'pending']);
    });

    it('begin together, and are sent together under the id of one message', async () => {
      await merge();

      expect(await store().deliveries.find('2')).toMatchObject({ state: 'sending', attempts: 1, mergedInto: '1' });
      expect(await statesOf('1', '2', '3')).toEqual(['sending', 'sending', 'claimed']);
      expect(await store().deliveries.markSent('1', 'a', { at: 20, platformMessageId: 'p' })).toBe(true);
      const sent = { state: 'sent', sentAt: 20, platformMessageId: 'p', mergedInto: '1' };
      expect([await store().deliveries.find('1'), await store().deliveries.find('2')]).toMatchObject([sent, sent]);
      expect(await statesOf('3')).toEqual(['claimed']);
    });

    it('are found by the id of their message, the last first', async () => {
      const id = await merge();
      await store().deliveries.markSent('1', 'a', { at: 20, platformMessageId: 'p' });

      expect((await store().deliveries.listByPlatformMessage(id, 'p')).map((row) => row.id)).toEqual(['2', '1']);
    });

    it('begin all or none: when one is in other hands, or the lease is over, nothing changes', async () => {
      const id = await group(store());
      await store().deliveries.add([delivery('1', id, news), delivery('2', id, news)], 1);
      await store().deliveries.claim(lease, one);
      const both = { lead: '1', ids: ['1', '2'] };

      expect(await store().deliveries.markMerged(both, 'b', 10)).toBe(false);
      expect(await store().deliveries.markMerged(both, 'a', 100)).toBe(false);
      await store().deliveries.end('2', 'a', { state: 'skipped', reason: '已取消' });
      expect(await store().deliveries.markMerged(both, 'a', 10)).toBe(false);

      expect(await statesOf('1', '2')).toEqual(['claimed', 'skipped']);
      expect(await store().deliveries.find('1')).toMatchObject({ mergedInto: null, attempts: 0 });
    });

    it('become unknown together when who sent them is dead', async () => {
      await merge();

      expect(await store().deliveries.recover({ now: 100, all: false, idempotentChannels: [] })).toEqual({
        unknown: 2,
      });
      expect(await statesOf('1', '2', '3')).toEqual(['unknown', 'unknown', 'pending']);
    });

    it('are refused together, and stay one message until they are put apart', async () => {
      await merge();

      await store().deliveries.putBack('1', 'a', { notBefore: 50, reason: '限速' });
      const back = { state: 'pending', notBefore: 50, reason: '限速', mergedInto: '1' };
      expect([await store().deliveries.find('1'), await store().deliveries.find('2')]).toMatchObject([back, back]);

      await store().deliveries.claim({ ...lease, now: 50 }, one);
      await store().deliveries.markMerged({ lead: '1', ids: ['1', '2'] }, 'a', 60);
      await store().deliveries.putBack('1', 'a', { notBefore: 70, reason: '太长', apart: true });
      expect(await store().deliveries.find('2')).toMatchObject({ state: 'pending', attempts: 2, mergedInto: null });
    });

    it('are put back together before they begin, and only from the hands they are in', async () => {
      const id = await group(store());
      await store().deliveries.add(
        ['1', '2', '3'].map((name) => delivery(name, id, news)),
        1,
      );
      await store().deliveries.claim(lease, one);
      await store().deliveries.end('3', 'a', { state: 'skipped', reason: '已取消' });

      await store().deliveries.putBackAll(['1', '2', '3'], 'b', { notBefore: 9, reason: null });
      expect(await statesOf('1', '2', '3')).toEqual(['claimed', 'claimed', 'skipped']);
      await store().deliveries.putBackAll(['1', '2', '3'], 'a', { notBefore: 9, reason: '排队' });
      await store().deliveries.putBackAll([], 'a', { notBefore: 9, reason: '排队' });

      expect(await statesOf('1', '2', '3')).toEqual(['pending', 'pending', 'skipped']);
      expect(await store().deliveries.find('2')).toMatchObject({ notBefore: 9, reason: '排队' });
    });

    it('are ended one by one while they only wait: what is said of the first is not said of the others', async () => {
      await merge();
      await store().deliveries.putBack('1', 'a', { notBefore: 50, reason: null });
      await store().deliveries.claim({ ...lease, now: 50 }, one);

      await store().deliveries.end('1', 'a', { state: 'skipped', reason: '已取消' });

      expect(await statesOf('1', '2')).toEqual(['skipped', 'claimed']);
      await store().deliveries.markMerged({ lead: '1', ids: ['2'] }, 'a', 60);
      expect(await store().deliveries.markSent('1', 'a', { at: 70, platformMessageId: null })).toBe(true);
      expect(await statesOf('1', '2')).toEqual(['skipped', 'sent']);
    });

    it('are decided one by one by a person, and go alone when sent again', async () => {
      await merge();
      await store().deliveries.end('1', 'a', { state: 'unknown', reason: '超时' });

      await store().deliveries.decide('1', 'unknown', { to: 'sent', at: 30, reason: '秘书' });
      await store().deliveries.decide('2', 'unknown', { to: 'pending', notBefore: 30, closesAt: null, reason: '秘书' });

      expect(await store().deliveries.find('1')).toMatchObject({ state: 'sent', mergedInto: '1' });
      expect(await store().deliveries.find('2')).toMatchObject({ state: 'pending', mergedInto: null, resends: 1 });
    });
  });

  describe('what a conversation got unasked', () => {
    it('counts a merged message once, on its way and when it is there', async () => {
      const id = await merge();

      expect(await store().deliveries.countUnrequested(id, 10)).toBe(1);
      await store().deliveries.markSent('1', 'a', { at: 20, platformMessageId: null });
      expect(await store().deliveries.countUnrequested(id, 20)).toBe(1);
      expect(await store().deliveries.countUnrequested(id, 21)).toBe(0);
    });

    it('counts what may have arrived from when it was tried, or was due where that is not known', async () => {
      const id = await group(store());
      await store().deliveries.add(
        ['sending', 'unknown', 'never tried'].map((name) => delivery(name, id, { kind: 'daily', notBefore: 5 })),
        1,
      );
      await store().deliveries.claim({ ...lease, now: 5 }, { ...one, limit: 9 });
      for (const name of ['sending', 'unknown']) await store().deliveries.markSending(name, 'a', 10);
      for (const name of ['unknown', 'never tried'])
        await store().deliveries.end(name, 'a', { state: 'unknown', reason: '超时' });

      expect(await store().deliveries.countUnrequested(id, 5)).toBe(3);
      expect(await store().deliveries.countUnrequested(id, 6)).toBe(2);
      expect(await store().deliveries.countUnrequested(id, 11)).toBe(0);
    });

    it('is counted for many at once, those without any left out', async () => {
      const [first, other] = [await merge(), await group(store(), 'other')];

      expect(await store().deliveries.countUnrequestedOf([first, other], 0)).toEqual(new Map([[first, 1]]));
      expect(await store().deliveries.countUnrequestedOf([], 0)).toEqual(new Map());
    });
  });

  describe('what waits of broadcasts', () => {
    it('is listed with its text for the conversations asked for, when it may still go with others', async () => {
      const [here, there] = [await group(store()), await group(store(), 'there')];
      const receipt = { reason: '核对', until: 99 };
      await store().broadcasts.add(broadcast('plain'));
      await store().broadcasts.add(broadcast('asks', { receipt }));
      await store().broadcasts.add(broadcast('urgent', { urgent: '台风' }));
      await store().broadcasts.add(broadcast('off'));
      await store().broadcasts.cancel('off', 1);
      const of = (broadcastId: string, id = here, notBefore = 0): NewDelivery =>
        delivery(`${broadcastId} ${id} ${notBefore}`, id, { ...news, broadcastId, notBefore, text: broadcastId });
      await store().deliveries.add(
        [of('plain'), of('asks', here, 7), of('urgent'), of('off'), of('plain', there), of('plain', here, 8)],
        1,
      );

      const plain = { conversationId: here, text: 'plain', notBefore: 0, asksReceipt: false };
      const asks = { conversationId: here, text: 'asks', notBefore: 7, asksReceipt: true };
      expect(await store().deliveries.listWaiting([here], 7)).toEqual([plain, asks]);
    });
  });

  describe('what was skipped', () => {
    it('is listed by the time it was to be sent, replies aside', async () => {
      const id = await group(store());
      const skipped = '该群已停发';
      const given = [
        delivery('late', id, { ...news, notBefore: 19, skipped }),
        delivery('early', id, { kind: 'daily', notBefore: 10, skipped }),
        delivery('before', id, { ...news, notBefore: 9, skipped }),
        delivery('after', id, { ...news, notBefore: 20, skipped }),
        delivery('reply', id, { notBefore: 15, skipped }),
        delivery('waits', id, { ...news, notBefore: 15 }),
      ];
      await store().deliveries.add(given, 1);

      expect((await store().deliveries.listSkipped(10, 20)).map((row) => row.id)).toEqual(['early', 'late']);
    });
  });
}
