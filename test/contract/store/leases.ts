import { describe, expect, it } from 'vitest';
import type { Bench } from '../store.ts';

const a = { owner: 'a', now: 1_000, leaseMs: 100 };
const b = { owner: 'b', now: 1_050, leaseMs: 100 };

export function leasesContract({ store, second }: Bench): void {
  describe('leases', () => {
    it('gives work to one owner at a time, and to another when the time is over', async () => {
      expect(await store().leases.take('index', a)).toBe(true);
      expect(await store().leases.take('index', b)).toBe(false);
      expect(await store().leases.take('index', { ...b, now: 1_100 })).toBe(true);
      expect(await store().leases.take('index', { ...a, now: 1_150 })).toBe(false);
    });

    it('of a clock that went wrong by years stops nobody', async () => {
      await store().leases.take('index', { ...a, now: 2e12 });
      expect(await store().leases.take('index', b)).toBe(true);
    });

    it('is extended by its owner', async () => {
      await store().leases.take('index', a);
      expect(await store().leases.take('index', { ...a, now: 1_090 })).toBe(true);
      expect(await store().leases.take('index', { ...b, now: 1_150 })).toBe(false);
    });

    it('is free once given back, and only its owner can give it back', async () => {
      await store().leases.take('index', a);
      await store().leases.release('index', 'b');
      expect(await store().leases.take('index', b)).toBe(false);
      await store().leases.release('index', 'a');
      expect(await store().leases.take('index', b)).toBe(true);
    });

    it('are ended by the beginning of their name, whoever has them', async () => {
      for (const name of ['channel/a', 'channel/b', 'channels', 'index']) await store().leases.take(name, a);
      await store().leases.releaseAll('channel/');

      const free = ['channel/a', 'channel/b', 'channels', 'index'].map((name) => store().leases.take(name, b));
      expect(await Promise.all(free)).toEqual([true, true, false, false]);
    });

    it('keeps works of different names apart', async () => {
      await store().leases.take('index', a);
      expect(await store().leases.take('other', b)).toBe(true);
    });

    it('has one winner when many ask at the same moment', async () => {
      const other = await second();
      const taken = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (index % 2 === 0 ? store() : other).leases.take('index', { ...a, owner: `${index}` }),
        ),
      );

      expect(taken.filter(Boolean)).toHaveLength(1);
    });
  });
}
