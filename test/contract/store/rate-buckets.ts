import { describe, expect, it } from 'vitest';
import type { Full, Place } from '../../../src/ports/rate-buckets.ts';
import type { Bench } from '../store.ts';

const hour = 3_600_000;
/** An hour between two cells: no test lasts long enough to get another one. */
const bucket = (key: string, tolerance = 0) => ({ key, intervalMs: hour, toleranceMs: tolerance * hour });

/** 0 when a place was taken. */
const waitOf = (taken: Place | Full): number => (taken.at === null ? taken.waitMs : 0);

export function rateBucketsContract({ store, second }: Bench): void {
  describe('rate buckets', () => {
    it('lets through what the tolerance allows, and then says how long to wait', async () => {
      const { rateBuckets } = store();

      for (let cell = 1; cell <= 3; cell += 1)
        expect(await rateBuckets.take([bucket('a', 2)])).toEqual({ at: expect.any(Number), inMs: 0 });
      const full = await rateBuckets.take([bucket('a', 2)]);
      expect(full.at).toBeNull();
      expect(waitOf(full)).toBeGreaterThan(hour - 10_000);
      expect(waitOf(full)).toBeLessThanOrEqual(hour);
    });

    it('takes from all buckets or from none', async () => {
      const { rateBuckets } = store();
      await rateBuckets.take([bucket('full')]);

      expect(waitOf(await rateBuckets.take([bucket('free'), bucket('full')]))).toBeGreaterThan(0);
      expect(waitOf(await rateBuckets.take([bucket('free')]))).toBe(0);
    });

    it('gives places in the future, one behind the other, as far ahead as is wanted', async () => {
      const { rateBuckets } = store();
      const ahead = { aheadMs: 2 * hour };

      const places = [];
      for (let cell = 1; cell <= 3; cell += 1) places.push(await rateBuckets.take([bucket('a')], ahead));
      const [first, next, last] = places.map(({ at }) => at ?? 0);
      expect([(next ?? 0) - (first ?? 0), (last ?? 0) - (next ?? 0)]).toEqual([hour, hour]);
      expect(places[1]).toMatchObject({ inMs: expect.closeTo(hour, -5) });

      const full = await rateBuckets.take([bucket('a')], ahead);
      expect(waitOf(full)).toBeGreaterThan(hour - 10_000);
      expect(waitOf(full)).toBeLessThanOrEqual(hour);
    });

    it('takes the cells of all buckets for the instant of the first', async () => {
      const { rateBuckets } = store();
      await rateBuckets.take([bucket('group')]);
      await rateBuckets.take([bucket('account')]);

      const later = await rateBuckets.take([bucket('account'), bucket('group')], { aheadMs: 2 * hour });
      expect(later).toMatchObject({ inMs: expect.closeTo(hour, -5) });
      const then = await rateBuckets.take([bucket('group')], { aheadMs: 2 * hour });
      expect((then.at ?? 0) - (later.at ?? 0)).toBe(hour);
    });

    it('gives no place before the lead, to others neither', async () => {
      const { rateBuckets } = store();

      const led = await rateBuckets.take([bucket('a')], { leadMs: hour });
      const next = await rateBuckets.take([bucket('a')], { aheadMs: 3 * hour });
      expect(led).toMatchObject({ inMs: expect.closeTo(hour, -5) });
      expect((next.at ?? 0) - (led.at ?? 0)).toBe(hour);
    });

    it('tells how long ago a place was', async () => {
      const { rateBuckets } = store();
      const { at } = await rateBuckets.take([bucket('a')], { leadMs: hour });

      expect(await rateBuckets.since(at ?? 0)).toBeLessThanOrEqual(0);
      expect(await rateBuckets.since((at ?? 0) - 2 * hour)).toBeGreaterThanOrEqual(hour);
    });

    it('tells how long the next place is away, and takes none', async () => {
      const { rateBuckets } = store();
      expect(await rateBuckets.wait(bucket('a'))).toBe(0);
      await rateBuckets.hold(bucket('a', 1), hour);

      expect(await rateBuckets.wait(bucket('a', 1))).toBeGreaterThan(hour / 2);
      expect(await rateBuckets.wait(bucket('b'))).toBe(0);
    });

    it('lets nothing through while it is held, also a bucket that was never used', async () => {
      const { rateBuckets } = store();
      await rateBuckets.hold(bucket('a', 1), hour);

      expect(waitOf(await rateBuckets.take([bucket('a', 1)]))).toBeGreaterThan(hour - 10_000);
    });

    it('never shortens a wait', async () => {
      const { rateBuckets } = store();
      await rateBuckets.hold(bucket('a', 1), hour);
      await rateBuckets.hold(bucket('a'), 1);

      expect(waitOf(await rateBuckets.take([bucket('a')]))).toBeGreaterThan(hour - 10_000);
    });

    it('stands still for no time that a clock gone wrong has written, and counts from now on', async () => {
      const { rateBuckets } = store();
      await rateBuckets.hold(bucket('a'), 9_000 * hour);

      expect(await rateBuckets.take([bucket('a')])).toMatchObject({ inMs: 0 });
      expect(waitOf(await rateBuckets.take([bucket('a')]))).toBeGreaterThan(hour - 10_000);
    });

    it('lets no more through when many workers ask at the same moment', async () => {
      const other = await second();
      const taken = await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          (index % 2 === 0 ? store() : other).rateBuckets.take([bucket('account', 9), bucket(`group/${index}`, 9)]),
        ),
      );

      expect(taken.filter(({ at }) => at !== null)).toHaveLength(10);
    });
  });
}
