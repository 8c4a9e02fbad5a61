import { describe, expect, it } from 'vitest';
import type { ClaimedDelivery } from '../../../src/ports/deliveries.ts';
import type { Store } from '../../../src/ports/store.ts';
import { delivery, group } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

const lease = (owner: string, now = 0): { owner: string; now: number; leaseMs: number } => ({
  owner,
  now,
  leaseMs: 100,
});
const web = { limit: 10, channels: ['web'] };

export function claimsContract({ store, second, reopen }: Bench): void {
  describe('claims of deliveries', () => {
    it('hands out in the order of adding, as many as asked for', async () => {
      const id = await group(store());
      await store().deliveries.add(
        ['1', '2', '3'].map((one) => delivery(one, id)),
        1,
      );

      expect(idsOf(await store().deliveries.claim(lease('a'), { ...web, limit: 2 }))).toEqual(['1', '2']);
      expect(idsOf(await store().deliveries.claim(lease('a'), web))).toEqual(['3']);
      expect(await store().deliveries.claim(lease('a'), web)).toEqual([]);
      expect(await store().deliveries.claim(lease('a'), { ...web, limit: 0 })).toEqual([]);
    });

    it('looks past whatever waits for later, for another channel or in other hands, however much it is', async () => {
      const kind = 'broadcast' as const;
      const many = async (name: string, channel: string, notBefore: number): Promise<void> => {
        const id = await group(store(), name, channel);
        const rows = Array.from({ length: 50 }, (_, index) => delivery(`${name}${index}`, id, { kind, notBefore }));
        await store().deliveries.add(rows, 1);
      };
      await many('held', 'web', 0);
      await store().deliveries.claim(lease('other'), { ...web, limit: 1 });
      const held = await group(store(), 'held');
      await store().deliveries.add(
        Array.from({ length: 50 }, (_, index) => delivery(`behind${index}`, held, { kind })),
        1,
      );
      await many('later', 'web', 50);
      await many('elsewhere', 'telegram', 0);
      await store().deliveries.add([delivery('due', await group(store(), 'due'), { kind })], 1);

      expect(idsOf(await store().deliveries.claim(lease('a'), { ...web, limit: 1 }))).toEqual(['due']);
    });

    it('hands out what carries a file apart, and replies of both kinds in their order', async () => {
      const [here, there] = [await group(store()), await group(store(), 'h')];
      const kind = 'broadcast' as const;
      await store().deliveries.add(
        [
          delivery('sheet', here, { fileId: 'f' }),
          delivery('words', here),
          delivery('news', there, { kind, fileId: 'f' }),
          delivery('notice', there, { kind }),
        ],
        1,
      );
      const [texts, files] = [
        { ...web, files: false },
        { ...web, files: true },
      ];

      expect(idsOf(await store().deliveries.claim(lease('a'), texts))).toEqual(['notice']);
      expect(idsOf(await store().deliveries.claim(lease('b'), files))).toEqual(['sheet']);
      expect(await store().deliveries.claim(lease('a'), texts)).toEqual([]);
      await store().deliveries.end('sheet', 'b', { state: 'failed', reason: '' });
      await store().deliveries.end('notice', 'a', { state: 'failed', reason: '' });
      expect(idsOf(await store().deliveries.claim(lease('a'), texts))).toEqual(['words']);
      expect(idsOf(await store().deliveries.claim(lease('b'), files))).toEqual(['news']);
    });

    it('lets an owner keep for longer what it has claimed, but not what it has lost', async () => {
      const id = await group(store());
      await store().deliveries.add([delivery('1', id)], 1);
      await store().deliveries.claim(lease('a'), web);

      expect(await store().deliveries.prolong('1', 'b', { now: 50, until: 500 })).toBe(false);
      expect(await store().deliveries.prolong('1', 'a', { now: 50, until: 500 })).toBe(true);
      await store().deliveries.recover({ now: 499, all: false, idempotentChannels: [] });
      expect(await store().deliveries.find('1')).toMatchObject({ state: 'claimed' });
      expect(await store().deliveries.prolong('1', 'a', { now: 500, until: 900 })).toBe(false);
      await store().deliveries.recover({ now: 500, all: false, idempotentChannels: [] });
      expect(await store().deliveries.find('1')).toMatchObject({ state: 'pending' });
    });

    it('hands out what is due, for the channels asked for', async () => {
      const [near, far] = [await group(store()), await group(store(), 'g', 'telegram')];
      const later = delivery('later', near, { kind: 'broadcast', notBefore: 1_000 });
      await store().deliveries.add([later, delivery('near', near), delivery('far', far)], 1);

      expect(idsOf(await store().deliveries.claim(lease('a'), web))).toEqual(['near']);
      expect(await store().deliveries.claim(lease('a'), { limit: 10, channels: [] })).toEqual([]);
      expect(idsOf(await store().deliveries.claim(lease('a'), { limit: 10, channels: ['telegram', 'web'] }))).toEqual([
        'far',
      ]);
      expect(idsOf(await store().deliveries.claim(lease('a', 1_000), web))).toEqual(['later']);
    });

    it('hands out replies before a broadcast to other groups', async () => {
      const groups = [await group(store(), 'a'), await group(store(), 'b'), await group(store(), 'c')];
      const [a = '', b = '', c = ''] = groups;
      const broadcast = { kind: 'broadcast' } as const;
      await store().deliveries.add([delivery('1', a, broadcast), delivery('2', b, broadcast), delivery('3', c)], 1);

      expect(idsOf(await store().deliveries.claim(lease('a'), { ...web, limit: 1 }))).toEqual(['3']);
    });

    it('keeps the order within a conversation also between a broadcast and a reply', async () => {
      const id = await group(store());
      await store().deliveries.add([delivery('1', id, { kind: 'broadcast' }), delivery('2', id)], 1);

      expect(idsOf(await store().deliveries.claim(lease('a'), web))).toEqual(['1', '2']);
    });

    it('lets no reply overtake an earlier one that waits for its next try', async () => {
      const id = await group(store());
      await store().deliveries.add([delivery('1', id), delivery('2', id)], 1);
      await store().deliveries.claim(lease('a'), { ...web, limit: 1 });
      await store().deliveries.putBack('1', 'a', { notBefore: 50, reason: '限速' });

      expect(await store().deliveries.claim(lease('a', 49), web)).toEqual([]);
      expect(idsOf(await store().deliveries.claim(lease('a', 50), web))).toEqual(['1', '2']);
    });

    it('does not let a reply that is planned for the morning hold up those of the night', async () => {
      const id = await group(store());
      await store().deliveries.add([delivery('morning', id, { notBefore: 9_000 }), delivery('now', id)], 1);

      expect(idsOf(await store().deliveries.claim(lease('a'), web))).toEqual(['now']);
      expect(idsOf(await store().deliveries.claim(lease('a', 9_000), web))).toEqual(['morning']);
    });

    it('does not let a broadcast of tomorrow hold up the replies of today', async () => {
      const id = await group(store());
      await store().deliveries.add([delivery('1', id, { kind: 'broadcast', notBefore: 9_000 }), delivery('2', id)], 1);

      expect(idsOf(await store().deliveries.claim(lease('a'), web))).toEqual(['2']);
    });

    it('leaves a conversation alone while another owner is sending to it', async () => {
      const [id, free] = [await group(store()), await group(store(), 'free')];
      await store().deliveries.add([delivery('1', id), delivery('2', id), delivery('3', free)], 1);
      await store().deliveries.claim(lease('a'), { ...web, limit: 1 });

      expect(idsOf(await store().deliveries.claim(lease('b'), web))).toEqual(['3']);
      await store().deliveries.markSending('1', 'a', 1);
      expect(await store().deliveries.claim(lease('b'), web)).toEqual([]);
      await store().deliveries.markSent('1', 'a', { at: 2, platformMessageId: null });
      expect(idsOf(await store().deliveries.claim(lease('b'), web))).toEqual(['2']);
    });

    it('does not stop at a conversation that is held up, however few are asked for', async () => {
      const [held, waits, free] = [await group(store(), 'a'), await group(store(), 'b'), await group(store(), 'c')];
      await store().deliveries.add([delivery('h1', held), delivery('h2', held), delivery('w1', waits)], 1);
      await store().deliveries.add([delivery('w2', waits), delivery('f', free)], 1);
      const one = { ...web, limit: 1 };
      await store().deliveries.claim(lease('a'), one);
      await store().deliveries.claim(lease('b'), one);
      await store().deliveries.putBack('w1', 'b', { notBefore: 50, reason: '限速' });

      expect(idsOf(await store().deliveries.claim(lease('b'), one))).toEqual(['f']);
    });

    it('gives more of a conversation to the owner who has it', async () => {
      const id = await group(store());
      await store().deliveries.add([delivery('1', id), delivery('2', id)], 1);

      expect(idsOf(await store().deliveries.claim(lease('a'), { ...web, limit: 1 }))).toEqual(['1']);
      expect(idsOf(await store().deliveries.claim(lease('a'), web))).toEqual(['2']);
    });

    it('tells whether the conversation is muted', async () => {
      const id = await group(store());
      await store().conversations.setMuted(id, true);
      await store().deliveries.add([delivery('1', id)], 1);

      expect(await store().deliveries.claim(lease('a'), web)).toMatchObject([{ muted: true }]);
    });

    it('gives every delivery to one of many, and never one conversation to two at a time', async () => {
      const stores = [store(), await second()];
      const groups = await Promise.all(['a', 'b', 'c', 'd'].map((name) => group(store(), name)));
      const all = groups.flatMap((id, at) => [0, 1, 2, 3, 4].map((index) => delivery(`${at}-${index}`, id)));
      await store().deliveries.add(all, 1);
      const held = new Map<string, string>();
      const sent: string[] = [];

      await Promise.all(
        stores.flatMap((one, at) =>
          [0, 1, 2].map((worker) =>
            sendAll({ store: one, owner: `${at}/${worker}`, total: all.length }, { held, sent }),
          ),
        ),
      );

      expect(sent).toHaveLength(all.length);
      expect(new Set(sent).size).toBe(all.length);
      for (const at of groups.keys()) {
        const inOrder = [0, 1, 2, 3, 4].map((index) => `${at}-${index}`);
        expect(sent.filter((id) => id.startsWith(`${at}-`))).toEqual(inOrder);
      }
    });

    it('gives back what somebody claimed whose clock was wrong by years', async () => {
      await store().deliveries.add([delivery('1', await group(store()))], 1);
      await store().deliveries.claim(lease('a', 2e12), web);

      await store().deliveries.recover({ now: 99, all: false, idempotentChannels: [] });
      expect(idsOf(await store().deliveries.claim(lease('b', 99), web))).toEqual(['1']);
    });

    it('gives back what was only claimed when its lease has run out', async () => {
      const id = await group(store());
      await store().deliveries.add([delivery('1', id), delivery('2', id)], 1);
      await store().deliveries.claim(lease('a'), web);

      expect(await store().deliveries.recover({ now: 99, all: false, idempotentChannels: [] })).toEqual({ unknown: 0 });
      expect(await store().deliveries.claim(lease('b', 99), web)).toEqual([]);
      expect(await store().deliveries.recover({ now: 100, all: false, idempotentChannels: [] })).toEqual({
        unknown: 0,
      });
      expect(idsOf(await store().deliveries.claim(lease('b', 100), web))).toEqual(['1', '2']);
    });

    it('calls unknown what was being sent, and fences its old owner', async () => {
      const id = await group(store());
      await store().deliveries.add([delivery('1', id)], 1);
      await store().deliveries.claim(lease('a'), web);
      await store().deliveries.markSending('1', 'a', 1);

      expect(await store().deliveries.recover({ now: 100, all: false, idempotentChannels: ['telegram'] })).toEqual({
        unknown: 1,
      });
      expect(await store().deliveries.find('1')).toMatchObject({
        state: 'unknown',
        reason: expect.stringContaining('中断'),
      });
      expect(await store().deliveries.markSent('1', 'a', { at: 101, platformMessageId: null })).toBe(false);
      expect(await store().deliveries.claim(lease('b', 200), web)).toEqual([]);
    });

    it('sends again where the channel shows the same message once', async () => {
      const id = await group(store());
      await store().deliveries.add([delivery('1', id)], 1);
      await store().deliveries.claim(lease('a'), web);
      await store().deliveries.markSending('1', 'a', 1);

      expect(await store().deliveries.recover({ now: 100, all: false, idempotentChannels: ['web'] })).toEqual({
        unknown: 0,
      });
      expect(await store().deliveries.claim(lease('b', 100), web)).toMatchObject([{ id: '1', attempts: 1 }]);
    });

    it.each([
      [1, 'pending'],
      [2, 'unknown'],
    ])(
      'sends again what was first tried at 1 where the channel knows a key since %i, and only then',
      async (since, state) => {
        const id = await group(store());
        await store().deliveries.add([delivery('1', id)], 1);
        await store().deliveries.claim(lease('a'), web);
        await store().deliveries.markSending('1', 'a', 1);

        const brieflyIdempotent = [{ channel: 'web', since }];
        await store().deliveries.recover({ now: 100, all: false, idempotentChannels: [], brieflyIdempotent });

        expect(await store().deliveries.find('1')).toMatchObject({ state });
      },
    );

    it('knows when the first attempt began that may have been shown', async () => {
      const id = await group(store());
      await store().deliveries.add([delivery('1', id)], 1);
      const claimed = async (now: number) => (await store().deliveries.claim(lease('a', now), web))[0]?.openSince;
      const tried = async (now: number, untried: boolean) => {
        await store().deliveries.markSending('1', 'a', now);
        await store().deliveries.putBack('1', 'a', { notBefore: now, reason: null, untried });
      };

      expect(await claimed(1)).toBeNull();
      await tried(1, true);
      expect(await claimed(2)).toBeNull();
      await tried(2, false);
      expect(await claimed(3)).toBe(2);
      await tried(3, false);
      expect(await claimed(4)).toBe(2);
    });

    it('settles everything at once after a restart', async () => {
      const id = await group(store());
      await store().deliveries.add([delivery('1', id), delivery('2', id)], 1);
      await store().deliveries.claim(lease('a'), web);
      await store().deliveries.markSending('1', 'a', 1);

      const again = await reopen();
      expect(await again.deliveries.recover({ now: 2, all: true, idempotentChannels: [] })).toEqual({ unknown: 1 });
      expect(idsOf(await again.deliveries.claim(lease('b', 2), web))).toEqual(['2']);
    });
  });
}

type Worker = { store: Store; owner: string; total: number };
type Seen = { held: Map<string, string>; sent: string[] };

/** Claims and sends until all is sent; `held` finds out two owners in one conversation. */
async function sendAll({ store, owner, total }: Worker, { held, sent }: Seen): Promise<void> {
  while (sent.length < total) {
    for (const { id, conversationId } of await store.deliveries.claim(lease(owner), { ...web, limit: 2 })) {
      expect(held.get(conversationId) ?? owner).toBe(owner);
      held.set(conversationId, owner);
      expect(await store.deliveries.markSending(id, owner, 1)).toBe(true);
      sent.push(id);
      held.delete(conversationId);
      expect(await store.deliveries.markSent(id, owner, { at: 1, platformMessageId: null })).toBe(true);
    }
  }
}

function idsOf(deliveries: readonly ClaimedDelivery[]): string[] {
  return deliveries.map(({ id }) => id);
}
