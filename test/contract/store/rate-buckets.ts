import { describe, expect, it } from 'vitest';
import type { Bench } from '../store.ts';

/** An hour between two cells: no test lasts long enough to get another one. */
const bucket = (key: string, tolerance = 0) => ({ key, intervalMs: 3_600_000, toleranceMs: tolerance * 3_600_000 });

export function rateBucketsContract({ store, second }: Bench): void {
  describe('rate buckets', () => {
    it('lets through what the tolerance allows, and then says how long to wait', async () => {
      const { rateBuckets } = store();

      expect(await rateBuckets.take([bucket('a', 2)])).toBe(0);
      expect(await rateBuckets.take([bucket('a', 2)])).toBe(0);
      expect(await rateBuckets.take([bucket('a', 2)])).toBe(0);
      const wait = await rateBuckets.take([bucket('a', 2)]);
      expect(wait).toBeGreaterThan(3_590_000);
      expect(wait).toBeLessThanOrEqual(3_600_000);
    });

    it('takes from all buckets or from none', async () => {
      const { rateBuckets } = store();
      await rateBuckets.take([bucket('full')]);

      expect(await rateBuckets.take([bucket('free'), bucket('full')])).toBeGreaterThan(0);
      expect(await rateBuckets.take([bucket('free')])).toBe(0);
    });

    it('needs no place where there is no limit', async () => {
      expect(await store().rateBuckets.take([])).toBe(0);
    });

    it('lets nothing through while it is held, also a bucket that was never used', async () => {
      const { rateBuckets } = store();
      await rateBuckets.hold(bucket('a', 1), 3_600_000);

      expect(await rateBuckets.take([bucket('a', 1)])).toBeGreaterThan(3_590_000);
    });

    it('never shortens a wait', async () => {
      const { rateBuckets } = store();
      await rateBuckets.hold(bucket('a', 1), 3_600_000);
      await rateBuckets.hold(bucket('a'), 1);

      expect(await rateBuckets.take([bucket('a')])).toBeGreaterThan(3_590_000);
    });

    it('stands still for no time that a clock gone wrong has written, and counts from now on', async () => {
      const { rateBuckets } = store();
      await rateBuckets.hold(bucket('a'), 9_000 * 3_600_000);

      expect(await rateBuckets.take([bucket('a')])).toBe(0);
      expect(await rateBuckets.take([bucket('a')])).toBeGreaterThan(3_590_000);
    });

    it('lets no more through when many workers ask at the same moment', async () => {
      const other = await second();
      const waits = await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          (index % 2 === 0 ? store() : other).rateBuckets.take([bucket(`group/${index}`, 9), bucket('account', 9)]),
        ),
      );

      expect(waits.filter((wait) => wait === 0)).toHaveLength(10);
    });
  });
}
