import { describe, expect, it } from 'vitest';
import { password } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

export function passwordsContract({ store, second, reopen }: Bench): void {
  describe('passwords', () => {
    it('are one an account, whoever sets the first', async () => {
      const other = await second();
      expect(await store().passwords.any()).toBe(false);

      const done = await Promise.all([
        store().passwords.add(password('u-1', { hash: 'a' })),
        other.passwords.add(password('u-1', { hash: 'b' })),
      ]);

      expect(done.toSorted()).toEqual([false, true]);
      expect(await other.passwords.any()).toBe(true);
    });

    it('last over a restart, and give way to the next', async () => {
      await store().passwords.add(password('u-1', { mustChange: true }));
      await store().passwords.put(password('u-1', { hash: 'new', changedAt: 2 }));
      await store().passwords.put(password('u-2'));

      const again = await reopen();

      expect(await again.passwords.find('u-1')).toEqual(password('u-1', { hash: 'new', changedAt: 2 }));
      expect(await again.passwords.find('u-2')).toEqual(password('u-2'));
      expect(await again.passwords.find('u-3')).toBeNull();
      expect((await again.passwords.list()).toSorted((a, b) => (a.userId < b.userId ? -1 : 1))).toEqual([
        { userId: 'u-1', mustChange: false },
        { userId: 'u-2', mustChange: false },
      ]);
    });
  });
}
