import { describe, expect, it } from 'vitest';
import { user } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

export function usersContract({ store, second, reopen }: Bench): void {
  describe('users', () => {
    it('are kept, and found by id and name', async () => {
      const zhou = user('周秘书', { role: 'admin', createdAt: 7 });

      expect(await store().users.add(zhou)).toBe(true);

      const again = await reopen();
      expect(await again.users.find(zhou.id)).toEqual(zhou);
      expect(await again.users.findByName('周秘书')).toEqual(zhou);
      expect(await again.users.findByName('周')).toBeNull();
    });

    it('have a name each, whoever adds them', async () => {
      const other = await second();

      const done = await Promise.all([
        store().users.add(user('周秘书')),
        other.users.add(user('周秘书', { id: 'u-2', role: 'staff' })),
      ]);

      expect(done.toSorted()).toEqual([false, true]);
      expect(await store().users.list()).toHaveLength(1);
    });

    it('are disabled and come back, and are listed all the same', async () => {
      await store().users.add(user('乙'));
      await store().users.add(user('甲'));
      await store().users.setDisabled('u-甲', 9);
      expect(await store().users.find('u-甲')).toMatchObject({ disabledAt: 9 });

      await store().users.setDisabled('u-甲', null);

      expect(await store().users.list()).toEqual([user('乙'), user('甲')]);
    });
  });
}
