import { describe, expect, it } from 'vitest';
import type { Bench } from '../store.ts';

/** Two are free, then each waits ten times as long. */
const limit = (key: string) => ({ key, waitAfter: (tries: number) => (tries < 2 ? 0 : 10 ** tries) });
const at = (now: number) => ({ now, forgetBefore: now - 10_000 });

export function signInTriesContract({ store, second, reopen }: Bench): void {
  describe('tries to sign in', () => {
    it('wait longer the more there were, over a restart too', async () => {
      const take = (now: number) => store().signInTries.take([limit('a')], at(now));

      expect([await take(1), await take(1), await take(1)]).toEqual([0, 0, 100]);
      await reopen();
      expect([await take(61), await take(101), await take(102)]).toEqual([40, 0, 999]);
    });

    it('are counted under all keys or under none', async () => {
      const { signInTries } = store();
      await signInTries.take([limit('a')], at(1));
      await signInTries.take([limit('a')], at(1));

      expect(await signInTries.take([limit('b'), limit('a')], at(1))).toBe(100);

      expect(await signInTries.take([limit('b')], at(1))).toBe(0);
      expect(await signInTries.take([limit('b')], at(1))).toBe(0);
    });

    it('are counted one by one when they come at once', async () => {
      const other = await second();
      const tries = Array.from({ length: 10 }, (_, place) =>
        (place % 2 === 0 ? store() : other).signInTries.take([limit('a')], at(1)),
      );

      expect((await Promise.all(tries)).filter((wait) => wait === 0)).toHaveLength(2);
    });

    it('are forgotten, given back, or over after a long time', async () => {
      const { signInTries } = store();
      const spend = async (now: number) => [
        await signInTries.take([limit('a')], at(now)),
        await signInTries.take([limit('a')], at(now)),
        await signInTries.take([limit('a')], at(now)),
      ];
      expect(await spend(1)).toEqual([0, 0, 100]);

      await signInTries.forget('a');
      expect(await spend(2)).toEqual([0, 0, 100]);

      await signInTries.giveBack('a');
      expect(await signInTries.take([limit('a')], at(3))).toBe(0);
      expect(await signInTries.take([limit('a')], at(3))).toBe(100);

      expect(await spend(20_000)).toEqual([0, 0, 100]);
      await signInTries.giveBack('nobody');
      await signInTries.forgetOld(20_000);
      expect(await spend(20_001)).toEqual([100, 100, 100].map((wait) => wait - 1));
      await signInTries.forgetOld(20_001);
      expect(await spend(20_001)).toEqual([0, 0, 100]);
    });

    it('wait for no clock that was years ahead', async () => {
      const { signInTries } = store();
      const wrong = 4_000_000_000_000;
      await signInTries.take([limit('a')], at(wrong));
      await signInTries.take([limit('a')], at(wrong));

      expect(await signInTries.take([limit('a')], at(1_800_000_000_000))).toBe(0);
    });
  });
}
