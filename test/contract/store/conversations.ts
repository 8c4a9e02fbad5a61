import { describe, expect, it } from 'vitest';
import { group } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

const ref = { channel: 'web', kind: 'group', platformId: 'demo' } as const;

export function conversationsContract({ store, second, reopen }: Bench): void {
  describe('conversations', () => {
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

    it('lists all by channel and title, those without a title last', async () => {
      await store().conversations.ensure({ ...ref, platformId: '1' }, null);
      await store().conversations.ensure({ ...ref, platformId: '2' }, '乙群');
      await store().conversations.ensure({ ...ref, platformId: '3' }, '丙群');
      await store().conversations.ensure({ ...ref, channel: 'telegram', platformId: '4' }, '甲群');

      const titles = (await store().conversations.list()).map(({ title }) => title);
      expect(titles).toEqual(['甲群', '丙群', '乙群', null]);
    });

    it('remembers enrolment, silence and tags', async () => {
      const id = await group(store());
      await store().conversations.setEnrolled(id, 7_000);
      await store().conversations.setMuted(id, true);
      await store().conversations.setTags(id, ['市直', '餐饮，酒店']);

      const again = await reopen();
      expect(await again.conversations.find(id)).toMatchObject({
        enrolledAt: 7_000,
        muted: true,
        tags: ['市直', '餐饮，酒店'],
      });
      await again.conversations.setEnrolled(id, null);
      await again.conversations.setMuted(id, false);
      await again.conversations.setTags(id, []);
      expect(await again.conversations.find(id)).toMatchObject({ enrolledAt: null, muted: false, tags: [] });
    });

    it('says so when a conversation to change is not there', async () => {
      await expect(store().conversations.setMuted('g-none', true)).rejects.toMatchObject({ code: 'record/not-found' });
    });
  });
}
