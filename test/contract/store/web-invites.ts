import { describe, expect, it } from 'vitest';
import type { Bench } from '../store.ts';

const invite = { slug: 'demo', code: 'ACDE3467', pass: 'p1', createdBy: '周秘书', createdAt: 7 };

export function webInvitesContract({ store, reopen }: Bench): void {
  describe('invites of web groups', () => {
    it('are kept, one a group, and the newest counts', async () => {
      await store().webInvites.put(invite);
      const renewed = { slug: 'demo', code: 'NEW34679', pass: 'p2', createdBy: '李工', createdAt: 9 };
      await store().webInvites.put(renewed);
      await store().webInvites.put({ ...invite, slug: 'hr' });

      const again = await reopen();
      expect(await again.webInvites.find('demo')).toEqual(renewed);
      expect(await again.webInvites.find('other')).toBeNull();
      expect(await again.webInvites.listSlugs()).toEqual(['demo', 'hr']);
    });

    it('are removed once', async () => {
      await store().webInvites.put(invite);

      expect([await store().webInvites.remove('demo'), await store().webInvites.remove('demo')]).toEqual([true, false]);
      expect(await store().webInvites.find('demo')).toBeNull();
    });
  });
}
