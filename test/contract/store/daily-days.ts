import { describe, expect, it } from 'vitest';
import type { Bench } from '../store.ts';

const day = (date: string, messageId = 'm1') => ({ date, messageId, text: `寄语 ${messageId}`, plannedAt: 1_000 });

export function dailyDaysContract({ store, second, reopen }: Bench): void {
  describe('daily days', () => {
    it('fixes the message of a day once', async () => {
      expect(await store().dailyDays.fix(day('2026-11-23'))).toEqual(day('2026-11-23'));

      const again = await reopen();
      expect(await again.dailyDays.fix(day('2026-11-23', 'm2'))).toEqual(day('2026-11-23'));
      expect(await again.dailyDays.find('2026-11-23')).toEqual(day('2026-11-23'));
      expect(await again.dailyDays.find('2026-11-24')).toBeNull();
    });

    it('gives everybody who fixes it at the same time the same message', async () => {
      const other = await second();
      const fixed = await Promise.all(
        ['m1', 'm2', 'm3', 'm4'].map((id, index) =>
          (index % 2 === 0 ? store() : other).dailyDays.fix(day('2026-11-23', id)),
        ),
      );

      expect(new Set(fixed.map(({ messageId }) => messageId)).size).toBe(1);
    });

    it('lists a span of days in order, both ends included', async () => {
      for (const date of ['2026-11-25', '2026-11-22', '2026-11-24', '2026-11-23'])
        await store().dailyDays.fix(day(date));

      const dates = (await store().dailyDays.list('2026-11-23', '2026-11-24')).map(({ date }) => date);
      expect(dates).toEqual(['2026-11-23', '2026-11-24']);
    });

    it('knows the newest day', async () => {
      expect(await store().dailyDays.latest()).toBeNull();
      for (const date of ['2026-12-01', '2026-11-30']) await store().dailyDays.fix(day(date));

      expect(await store().dailyDays.latest()).toEqual(day('2026-12-01'));
    });
  });
}
