import { describe, expect, it } from 'vitest';
import type { Bench } from '../store.ts';

export function presenceContract({ store, second, reopen }: Bench): void {
  describe('the presence of a server', () => {
    it('is known to the next one', async () => {
      expect(await store().presence.lastSeen()).toBeNull();
      expect(await store().presence.beat(null, 1_795_000_000_000)).toBe(true);

      expect(await (await reopen()).presence.lastSeen()).toBe(1_795_000_000_000);
    });

    it('is said by one of those who saw the same absence', async () => {
      await store().presence.beat(null, 10);
      const other = await second();

      const said = await Promise.all([store().presence.beat(10, 20), other.presence.beat(10, 21)]);

      expect(said.filter(Boolean)).toHaveLength(1);
      expect(await store().presence.beat(10, 30)).toBe(false);
    });

    it('follows a clock that was set back', async () => {
      await store().presence.beat(null, 99);

      expect(await store().presence.beat(99, 5)).toBe(true);
      expect(await store().presence.lastSeen()).toBe(5);
    });
  });
}
