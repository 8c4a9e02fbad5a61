import { describe, expect, it } from 'vitest';
import { overdueReasonOf } from '../../../src/domain/delivery.ts';
import { delivery, group } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

const lease = { owner: 'a', now: 0, leaseMs: 100 };
const web = { limit: 10, channels: ['web'] };

export function deliveriesContract({ store, second, reopen }: Bench): void {
  describe('deliveries', () => {
    it('adds every key once, within a call and across calls', async () => {
      const id = await group(store());
      const other = await second();
      const twins = [delivery('1', id), delivery('2', id, { key: 'key/1' }), delivery('3', id)];

      const added = await Promise.all([
        store().deliveries.add(twins, 1),
        other.deliveries.add([delivery('3b', id, { key: 'key/3' })], 1),
      ]);

      expect(added[0] + added[1]).toBe(2);
      expect((await store().deliveries.listByKey('key/')).map(({ key }) => key)).toEqual(['key/1', 'key/3']);
    });

    it('keeps what is to be sent as it was given', async () => {
      const id = await group(store());
      const given = delivery('1', id, { kind: 'daily', replyTo: 3, notBefore: 5, closesAt: 9 });
      await store().deliveries.add([given], 7);

      const { skipped: _skipped, ...kept } = given;
      const again = await reopen();
      expect(await again.deliveries.find('1')).toEqual({
        ...kept,
        state: 'pending',
        reason: null,
        attempts: 0,
        partsSent: 0,
        resends: 0,
        createdAt: 7,
        sentAt: null,
        platformMessageId: null,
        mergedInto: null,
        template: null,
      });
      expect(await again.deliveries.find('none')).toBeNull();
    });

    it('keeps what a template is filled with, in its order', async () => {
      const params = [
        { name: '9', value: '“张三”' },
        { name: '1', value: '元旦' },
      ];
      await store().deliveries.add(
        [delivery('1', await group(store()), { template: { template: '提醒', params } })],
        7,
      );

      const again = await reopen();
      expect((await again.deliveries.find('1'))?.template).toEqual({ template: '提醒', params });
      expect((await again.deliveries.claim(lease, web))[0]?.template).toEqual({ template: '提醒', params });
    });

    it('takes in thousands at once', async () => {
      const id = await group(store());
      const many = Array.from({ length: 2_500 }, (_, index) => delivery(`${index}`, id));

      expect(await store().deliveries.add(many, 1)).toBe(2_500);
      expect((await store().deliveries.countStates()).pending).toBe(2_500);
      expect(await store().deliveries.add(many, 1)).toBe(0);
      expect(await store().deliveries.add([], 1)).toBe(0);
    });

    it('keeps what is skipped from the start with its reason, and never hands it out', async () => {
      const id = await group(store());
      await store().deliveries.add([delivery('1', id, { skipped: '过了时间' })], 1);

      expect(await store().deliveries.find('1')).toMatchObject({ state: 'skipped', reason: '过了时间' });
      expect(await store().deliveries.claim(lease, web)).toEqual([]);
    });

    it('goes from claimed over sending to sent', async () => {
      const id = await group(store());
      await store().deliveries.add([delivery('1', id)], 1);

      const [claimed] = await store().deliveries.claim(lease, web);
      expect(claimed).toMatchObject({
        id: '1',
        state: 'claimed',
        attempts: 0,
        muted: false,
        to: { channel: 'web', kind: 'group', platformId: 'g' },
      });
      expect(await store().deliveries.markSending('1', 'a', 10)).toBe(true);
      expect(await store().deliveries.find('1')).toMatchObject({ state: 'sending', attempts: 1 });
      expect(await store().deliveries.markSent('1', 'a', { at: 20, platformMessageId: 'p1' })).toBe(true);
      expect(await store().deliveries.find('1')).toMatchObject({ state: 'sent', sentAt: 20, platformMessageId: 'p1' });
    });

    it('remembers how far a text in parts has come, also over a crash', async () => {
      const id = await group(store());
      await store().deliveries.add([delivery('1', id)], 1);
      await store().deliveries.claim(lease, web);
      await store().deliveries.markSending('1', 'a', 10);

      expect(await store().deliveries.markPart('1', 'b', 1)).toBe(false);
      expect(await store().deliveries.markPart('1', 'a', 1)).toBe(true);
      expect(await store().deliveries.find('1')).toMatchObject({ state: 'claimed', partsSent: 1 });
      await store().deliveries.recover({ now: 1_000, all: true, idempotentChannels: [] });
      expect(await store().deliveries.find('1')).toMatchObject({ state: 'pending', partsSent: 1 });
    });

    it('skips what waits although its time is over, whoever could send it', async () => {
      const [here, elsewhere] = [await group(store()), await group(store(), 'g', 'manual')];
      await store().deliveries.add(
        [
          delivery('over', elsewhere, { closesAt: 100 }),
          delivery('in time', elsewhere, { closesAt: 101 }),
          delivery('never over', here),
          delivery('in hand', here, { closesAt: 100 }),
        ],
        1,
      );
      await store().deliveries.claim(lease, { limit: 10, channels: ['web'] });

      expect(await store().deliveries.skipOverdue(100)).toBe(1);
      expect(await store().deliveries.find('over')).toMatchObject({ state: 'skipped', reason: '已过发送时段' });
      expect(await store().deliveries.find('in time')).toMatchObject({ state: 'pending' });
      expect(await store().deliveries.find('in hand')).toMatchObject({ state: 'claimed' });
    });

    it('says of what was refused until its time was over by what', async () => {
      const conversationId = await group(store());
      await store().deliveries.add([delivery('over', conversationId, { closesAt: 150 })], 1);
      await store().deliveries.claim(lease, { limit: 10, channels: ['web'] });
      await store().deliveries.markSending('over', 'a', 1);
      await store().deliveries.putBack('over', 'a', { notBefore: 200, reason: '还没有人 @ 过机器人。' });

      expect(await store().deliveries.skipOverdue(150)).toBe(1);

      const skipped = await store().deliveries.find('over');
      expect(skipped).toMatchObject({ state: 'skipped', reason: '已过发送时段：还没有人 @ 过机器人。' });
      expect(skipped?.reason).toBe(overdueReasonOf({ attempts: 1, reason: '还没有人 @ 过机器人。' }));
    });

    it('removes one whose place another takes, as long as it waits and nobody tried it', async () => {
      const conversationId = await group(store());
      await store().deliveries.add(
        ['1', '2', '3'].map((id) => delivery(id, conversationId)),
        0,
      );
      await store().deliveries.claim(lease, { ...web, limit: 2 });
      await store().deliveries.markSending('1', 'a', 1);
      await store().deliveries.putBack('1', 'a', { notBefore: 1, reason: '限速' });

      expect(await store().deliveries.supersede('1')).toBe(false);
      expect(await store().deliveries.supersede('2')).toBe(false);
      expect(await store().deliveries.supersede('3')).toBe(true);
      expect(await store().deliveries.supersede('3')).toBe(false);
      expect(await store().deliveries.find('3')).toBeNull();
      expect((await store().deliveries.find('1'))?.state).toBe('pending');
    });

    it('counts what was sent by channel since an instant', async () => {
      const [here, elsewhere] = [await group(store()), await group(store(), 'g', 'telegram')];
      await store().deliveries.add([delivery('1', here), delivery('2', elsewhere), delivery('3', here)], 1);
      await store().deliveries.claim(lease, { limit: 10, channels: ['web', 'telegram'] });
      for (const [id, at] of Object.entries({ '1': 10, '2': 20, '3': 30 })) {
        await store().deliveries.markSending(id, 'a', 10);
        await store().deliveries.markSent(id, 'a', { at, platformMessageId: null });
      }

      const counts = await store().deliveries.countSent([21, 10]);
      expect(counts).toEqual({
        web: [
          { all: 1, most: 1 },
          { all: 2, most: 2 },
        ],
        telegram: [
          { all: 0, most: 0 },
          { all: 1, most: 1 },
        ],
      });
      expect(await store().deliveries.countSent([31])).toEqual({});
    });

    it('refuses every step of one who does not hold the delivery', async () => {
      const id = await group(store());
      await store().deliveries.add([delivery('1', id)], 1);
      const sent = { at: 20, platformMessageId: null };
      const end = { state: 'failed', reason: 'x' } as const;
      const back = { notBefore: 0, reason: null };

      expect(await store().deliveries.markSending('1', 'a', 10)).toBe(false);
      await store().deliveries.claim(lease, web);
      expect(await store().deliveries.markSending('1', 'b', 10)).toBe(false);
      expect(await store().deliveries.putBack('1', 'b', back)).toBe(false);
      expect(await store().deliveries.end('1', 'b', end)).toBe(false);
      expect(await store().deliveries.markSent('1', 'a', sent)).toBe(false);
      await store().deliveries.markSending('1', 'a', 10);
      expect(await store().deliveries.markSending('1', 'a', 10)).toBe(false);
      expect(await store().deliveries.markSent('1', 'b', sent)).toBe(false);
      await store().deliveries.markSent('1', 'a', sent);
      expect(await store().deliveries.markSent('1', 'a', sent)).toBe(false);
      expect(await store().deliveries.end('1', 'a', end)).toBe(false);
      expect(await store().deliveries.putBack('1', 'a', back)).toBe(false);
    });

    it('does not begin to send when the lease has run out', async () => {
      const id = await group(store());
      await store().deliveries.add([delivery('1', id)], 1);
      await store().deliveries.claim(lease, web);

      expect(await store().deliveries.markSending('1', 'a', 100)).toBe(false);
      expect(await store().deliveries.markSending('1', 'a', 99)).toBe(true);
    });

    it('puts back with a delay and its reason', async () => {
      const id = await group(store());
      await store().deliveries.add([delivery('1', id)], 1);
      await store().deliveries.claim(lease, web);
      await store().deliveries.markSending('1', 'a', 10);

      expect(await store().deliveries.putBack('1', 'a', { notBefore: 500, reason: '限速' })).toBe(true);
      expect(await store().deliveries.find('1')).toMatchObject({
        state: 'pending',
        reason: '限速',
        notBefore: 500,
        attempts: 1,
      });
      expect(await store().deliveries.claim({ ...lease, now: 499 }, web)).toEqual([]);
      expect(await store().deliveries.claim({ ...lease, now: 500 }, web)).toHaveLength(1);
    });

    it('ends with a reason', async () => {
      const id = await group(store());
      const states = ['failed', 'unknown', 'skipped'] as const;
      await store().deliveries.add(
        states.map((state) => delivery(state, id)),
        1,
      );
      await store().deliveries.claim(lease, web);

      for (const state of states) {
        await store().deliveries.markSending(state, 'a', 10);
        expect(await store().deliveries.end(state, 'a', { state, reason: `为什么 ${state}` })).toBe(true);
        expect(await store().deliveries.find(state)).toMatchObject({ state, reason: `为什么 ${state}` });
      }
    });

    it('counts the states, with nought where there is none', async () => {
      const none = { pending: 0, claimed: 0, sending: 0, sent: 0, failed: 0, unknown: 0, skipped: 0 };
      expect(await store().deliveries.countStates()).toEqual(none);
      const id = await group(store());
      await store().deliveries.add([delivery('1', id), delivery('2', id), delivery('3', id)], 1);
      await store().deliveries.claim(lease, { ...web, limit: 2 });
      await store().deliveries.markSending('1', 'a', 1);

      expect(await store().deliveries.countStates()).toEqual({ ...none, pending: 1, claimed: 1, sending: 1 });
    });

    it('lists by the beginning of the key, in key order, taking it as it is written', async () => {
      const id = await group(store());
      const keys = [
        'daily/2026-11-23/b',
        'daily/2026-11-23/a',
        'daily/2026-11-24/a',
        'daily_2026',
        'daily/2026-11-23/甲',
      ];
      await store().deliveries.add(
        keys.map((key) => delivery(key, id, { key })),
        1,
      );

      const found = await store().deliveries.listByKey('daily/2026-11-23/');
      expect(found.map(({ key }) => key)).toEqual(['daily/2026-11-23/a', 'daily/2026-11-23/b', 'daily/2026-11-23/甲']);
      expect(await store().deliveries.listKeys('daily/2026-11-23/')).toEqual(found.map(({ key }) => key));
      expect(await store().deliveries.listByKey('daily%')).toEqual([]);
    });

    it('lists page by page, of a broadcast or by key, all or those of one state', async () => {
      const id = await group(store());
      const of = { broadcastId: 'b', kind: 'broadcast' } as const;
      const many = Array.from({ length: 5 }, (_, place) => delivery(`${place}`, id, { ...of, key: `k/${place}` }));
      const skipped = delivery('s', id, { ...of, key: 'k/s', skipped: '停发' });
      await store().deliveries.add([...many, skipped, delivery('other', id)], 1);
      const page = async (after: number, state: 'skipped' | 'pending' | null = null) => {
        const { deliveries, next } = await store().deliveries.page(of, { state, after, limit: 3 });
        return { ids: deliveries.map((one) => one.id), next };
      };

      const first = await page(0);

      expect(first).toEqual({ ids: ['0', '1', '2'], next: expect.any(Number) });
      expect(await page(first.next ?? 0)).toEqual({ ids: ['3', '4', 's'], next: null });
      expect(await page(0, 'skipped')).toEqual({ ids: ['s'], next: null });
      const byKey = await store().deliveries.page({ keyPrefix: 'k/' }, { state: null, after: 0, limit: 9 });
      expect(byKey.deliveries).toHaveLength(6);
      const none = await store().deliveries.page({ broadcastId: 'none' }, { state: null, after: 0, limit: 9 });
      expect(none).toEqual({ deliveries: [], next: null });
    });

    it('counts what was sent unasked since an instant', async () => {
      const id = await group(store());
      const kinds = { r: 'reply', d1: 'daily', d2: 'daily', b: 'broadcast', open: 'broadcast' } as const;
      await store().deliveries.add(
        Object.entries(kinds).map(([one, kind]) => delivery(one, id, { kind })),
        1,
      );
      await store().deliveries.claim(lease, web);
      for (const [at, one] of ['r', 'd1', 'd2', 'b'].entries()) {
        await store().deliveries.markSending(one, 'a', 1);
        await store().deliveries.markSent(one, 'a', { at: 10 + at, platformMessageId: null });
      }

      expect(await store().deliveries.countUnrequested(id, 0)).toBe(3);
      expect(await store().deliveries.countUnrequested(id, 12)).toBe(2);
      expect(await store().deliveries.countUnrequested('g-none', 0)).toBe(0);
    });
  });
}
