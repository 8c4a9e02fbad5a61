import { describe, expect, it } from 'vitest';
import type { Bench } from '../store.ts';

const [userId, secret] = ['u-1', 'JBSWY3DPEHPK3PXP'];

export function authenticatorsContract({ store, second, reopen }: Bench): void {
  const setUp = async (): Promise<void> => {
    await store().authenticators.begin({ userId, secret, at: 10 });
    await store().authenticators.confirm({ userId, secret, step: 100, at: 20 });
  };

  describe('authenticators', () => {
    it('count once they are confirmed, also after a restart; until then another may take the place', async () => {
      expect(await store().authenticators.begin({ userId, secret: 'OTHER', at: 5 })).toBe(true);
      expect(await store().authenticators.begin({ userId, secret, at: 10 })).toBe(true);
      expect(await store().authenticators.take(userId, 99)).toBe(false);
      expect(await store().authenticators.confirmed()).toEqual([]);

      expect(await store().authenticators.confirm({ userId, secret: 'OTHER', step: 1, at: 20 })).toBe(false);
      expect(await store().authenticators.confirm({ userId, secret, step: 100, at: 20 })).toBe(true);
      expect(await store().authenticators.confirm({ userId, secret, step: 101, at: 21 })).toBe(false);

      const again = await reopen();
      expect(await again.authenticators.begin({ userId, secret: 'STOLEN', at: 30 })).toBe(false);
      expect(await again.authenticators.find(userId)).toEqual({
        userId,
        secret,
        createdAt: 10,
        confirmedAt: 20,
        lastStep: 100,
      });
      expect(await again.authenticators.confirmed()).toEqual([userId]);
      expect(await again.authenticators.find('u-2')).toBeNull();
    });

    it('take a step once and none before it, of two processes at once too', async () => {
      await setUp();
      const other = await second();

      expect(await store().authenticators.take(userId, 100)).toBe(false);
      const taken = await Promise.all(
        Array.from({ length: 10 }, (_, place) => (place % 2 ? store() : other).authenticators.take(userId, 101)),
      );

      expect(taken.filter(Boolean)).toHaveLength(1);
      expect(await store().authenticators.take(userId, 99)).toBe(false);
      expect(await store().authenticators.take('u-2', 102)).toBe(false);
      expect(await other.authenticators.take(userId, 102)).toBe(true);
    });

    it('have recovery codes that open once, of two processes at once too', async () => {
      await setUp();
      const other = await second();
      await store().authenticators.putRecoveryCodes(userId, ['old']);
      await store().authenticators.putRecoveryCodes(userId, ['a', 'b']);
      await store().authenticators.putRecoveryCodes('u-2', ['a']);

      const taken = await Promise.all(
        Array.from({ length: 10 }, (_, place) =>
          (place % 2 ? store() : other).authenticators.takeRecoveryCode(userId, 'a'),
        ),
      );

      expect(taken.filter(Boolean)).toHaveLength(1);
      expect(await store().authenticators.takeRecoveryCode(userId, 'old')).toBe(false);
      expect(await store().authenticators.countRecoveryCodes(userId)).toBe(1);
      expect(await store().authenticators.countRecoveryCodes('u-2')).toBe(1);
    });

    it('are removed with their recovery codes', async () => {
      await setUp();
      await store().authenticators.putRecoveryCodes(userId, ['a']);

      expect(await store().authenticators.remove(userId)).toBe(true);
      expect(await store().authenticators.remove(userId)).toBe(false);

      expect(await store().authenticators.find(userId)).toBeNull();
      expect(await store().authenticators.countRecoveryCodes(userId)).toBe(0);
    });
  });
}
