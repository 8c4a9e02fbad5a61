import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { delivery, group } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

const ref = { channel: 'web', kind: 'group', platformId: 'demo' } as const;

export function conversationsContract({ store, second, reopen }: Bench): void {
  describe('conversations', () => {
    it('lists the groups that get what nobody asked for, as long as the bot is in them', async () => {
      const ref = (platformId: string, kind: 'group' | 'direct' = 'group') => ({ channel: 'web', kind, platformId });
      for (const each of [ref('a'), ref('b'), ref('c'), ref('d', 'direct')]) {
        const { id } = await store().conversations.ensure(each, null);
        if (each.platformId !== 'b') await store().conversations.setEnrolled(id, 1);
      }
      await store().conversations.setLeft(ref('c'), 2);

      expect((await store().conversations.listEnrolled()).map(({ platformId }) => platformId)).toEqual(['a']);
    });

    it('creates a conversation once, whoever asks', async () => {
      const other = await second();
      const found = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          (index % 2 === 0 ? store() : other).conversations.ensure(ref, '体验群'),
        ),
      );

      expect(new Set(found.map(({ id }) => id)).size).toBe(1);
      expect(found[0]).toMatchObject({ ...ref, title: '体验群', enrolledAt: null, muted: false, tags: [] });
      expect(await store().conversations.list()).toHaveLength(1);
    });

    it('creates a private chat once, whoever asks, and works on it', async () => {
      const other = await second();
      const direct = { channel: 'web', kind: 'direct', platformId: 'wang' } as const;
      const found = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          (index % 2 === 0 ? store() : other).conversations.ensure(direct, null),
        ),
      );

      expect(new Set(found.map(({ id }) => id)).size).toBe(1);
      expect(await store().conversations.list()).toHaveLength(1);
      await store().deliveries.add([delivery('d', found[0]?.id ?? '')], 1);
      const lease = { owner: 'sender', now: 1, leaseMs: 1 };
      const claimed = await store().deliveries.claim(lease, { limit: 10, channels: ['web'] });
      expect(claimed.map(({ id }) => id)).toEqual(['d']);
    });

    it('gives a private chat an id that tells nothing of whom it is with', async () => {
      const direct = { channel: 'sms', kind: 'direct', platformId: '+8613800138000' } as const;
      const first = await store().conversations.ensure(direct, null);
      await store().conversations.move(direct, { ...direct, platformId: '+8613900139000' }, 5);
      const again = await store().conversations.ensure(direct, null);

      const derived = createHash('sha256').update(JSON.stringify(['conversation', 'sms', 'direct', direct.platformId]));
      const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';
      const guess = [...derived.digest().subarray(0, 12)].map((byte) => alphabet[byte % 32]).join('');
      expect([first.id, again.id]).not.toContain(`d-${guess}`);
      expect(again.id).not.toBe(first.id);
    });

    it('replaces the title by a new one and keeps it where none is given', async () => {
      await store().conversations.ensure(ref, '旧名');
      expect(await store().conversations.ensure(ref, '新名')).toMatchObject({ title: '新名' });
      expect(await store().conversations.ensure(ref, null)).toMatchObject({ title: '新名' });
    });

    it('never takes a private chat for a group of the same platform id', async () => {
      const shared = await store().conversations.ensure(ref, null);
      const direct = await store().conversations.ensure({ ...ref, kind: 'direct' }, null);

      expect(direct.id).not.toBe(shared.id);
      expect(await store().conversations.findByRef({ ...ref, kind: 'direct' })).toEqual(direct);
    });

    it('finds by id and by the name of the platform', async () => {
      const made = await store().conversations.ensure(ref, null);

      expect(await store().conversations.find(made.id)).toEqual(made);
      expect(await store().conversations.findByRef(ref)).toEqual(made);
      expect(await store().conversations.find('g-none')).toBeNull();
      expect(await store().conversations.findByRef({ ...ref, platformId: 'none' })).toBeNull();
    });

    it('uses ids that can be typed and joined by commas', async () => {
      expect((await store().conversations.ensure(ref, null)).id).toMatch(/^g-[a-z0-9]{12}$/);
      expect((await store().conversations.ensure({ ...ref, kind: 'direct' }, null)).id).toMatch(/^d-[a-z0-9]{12}$/);
    });

    it('is left until something comes from it again', async () => {
      const { id } = await store().conversations.ensure(ref, '体验群');
      await store().conversations.setLeft(ref, 5);
      await store().conversations.setLeft({ ...ref, platformId: 'none' }, 5);
      expect(await store().conversations.find(id)).toMatchObject({ leftAt: 5, title: '体验群' });

      await store().conversations.ensure(ref, null);
      expect(await store().conversations.find(id)).toMatchObject({ leftAt: null, title: '体验群' });
    });

    it('goes on under another id of the platform with all it was told to be', async () => {
      const { id } = await store().conversations.ensure(ref, '体验群');
      await store().conversations.setTags(id, ['市直']);
      await store().conversations.setOrganization(id, 'o-餐饮');
      const moved = { ...ref, platformId: 'elsewhere' };
      await store().conversations.move(ref, moved, 5);
      await store().conversations.move(ref, moved, 5);

      expect(await store().conversations.findByRef(moved)).toMatchObject({
        id,
        tags: ['市直'],
        organizationId: 'o-餐饮',
        leftAt: null,
      });
      expect(await store().conversations.findByRef(ref)).toBeNull();
      const other = await store().conversations.ensure(ref, '另一个');
      expect(other.id).not.toBe(id);
    });

    it('moves into a conversation that is known already, with what waits to be sent', async () => {
      const { id } = await store().conversations.ensure(ref, '体验群');
      await store().conversations.setEnrolled(id, 1);
      await store().conversations.setMuted(id, true);
      await store().conversations.setOrganization(id, 'o-餐饮');
      await store().deliveries.add([delivery('waits', id), delivery('over', id, { skipped: '过了' })], 1);
      const moved = { ...ref, platformId: 'elsewhere' };
      const target = await store().conversations.ensure(moved, '新群');
      await store().conversations.move(ref, moved, 5);

      expect(await store().conversations.find(target.id)).toMatchObject({
        enrolledAt: 1,
        muted: true,
        organizationId: 'o-餐饮',
        title: '新群',
      });
      expect(await store().conversations.find(id)).toMatchObject({ leftAt: 5, enrolledAt: null });
      expect(await store().deliveries.find('waits')).toMatchObject({ conversationId: target.id });
      expect(await store().deliveries.find('over')).toMatchObject({ conversationId: id });
    });

    it('does not move what is not known', async () => {
      await store().conversations.move(ref, { ...ref, platformId: 'elsewhere' }, 5);

      expect(await store().conversations.list()).toEqual([]);
    });

    it('lists all by channel and title, those without a title last', async () => {
      await store().conversations.ensure({ ...ref, platformId: '1' }, null);
      await store().conversations.ensure({ ...ref, platformId: '2' }, '乙群');
      await store().conversations.ensure({ ...ref, platformId: '3' }, '丙群');
      await store().conversations.ensure({ ...ref, channel: 'telegram', platformId: '4' }, '甲群');

      const titles = (await store().conversations.list()).map(({ title }) => title);
      expect(titles).toEqual(['甲群', '丙群', '乙群', null]);
    });

    it('remembers enrolment, silence, tags and collections', async () => {
      const id = await group(store());
      await store().conversations.setEnrolled(id, 7_000);
      await store().conversations.setMuted(id, true);
      await store().conversations.setTags(id, ['市直', '餐饮，酒店']);

      await store().conversations.setCollections(id, ['experience', '会费']);

      const again = await reopen();
      expect(await again.conversations.find(id)).toMatchObject({
        collections: ['experience', '会费'],
        enrolledAt: 7_000,
        muted: true,
        tags: ['市直', '餐饮，酒店'],
      });
      await again.conversations.setEnrolled(id, null);
      await again.conversations.setMuted(id, false);
      await again.conversations.setTags(id, []);
      await again.conversations.setCollections(id, null);
      expect(await again.conversations.find(id)).toMatchObject({ enrolledAt: null, muted: false, tags: [] });
    });

    it('says so when a conversation to change is not there', async () => {
      await expect(store().conversations.setMuted('g-none', true)).rejects.toMatchObject({ code: 'record/not-found' });
    });
  });
}
