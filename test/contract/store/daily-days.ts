import { describe, expect, it } from 'vitest';
import type { Bench } from '../store.ts';

const day = (date: string, messageId = 'm1') => ({ date, messageId, text: `寄语 ${messageId}`, plannedAt: 1_000 });
/** As it is told once it is planned. */
const planned = (date: string, messageId?: string) => ({ ...day(date, messageId), skipped: null, open: false });
const skip = (date: string) => ({ ...day(date, ''), skipped: '休会' });

export function dailyDaysContract({ store, second, reopen }: Bench): void {
  describe('daily days', () => {
    it('fixes the message of a day once', async () => {
      expect(await store().dailyDays.fix(day('2026-11-23'))).toEqual(planned('2026-11-23'));

      const again = await reopen();
      expect(await again.dailyDays.fix(day('2026-11-23', 'm2'))).toEqual(planned('2026-11-23'));
      expect(await again.dailyDays.find('2026-11-23')).toEqual(planned('2026-11-23'));
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

      expect(await store().dailyDays.latest()).toEqual(planned('2026-12-01'));
    });

    it('keeps what staff ordered until it is planned, the last order counts', async () => {
      const order = { ...day('2026-11-23', 'm1'), skipped: null };
      expect(await store().dailyDays.order(order)).toBe(true);
      expect(await store().dailyDays.order({ ...order, ...day('2026-11-23', 'm2') })).toBe(true);

      const again = await reopen();
      expect(await again.dailyDays.find('2026-11-23')).toEqual({ ...planned('2026-11-23', 'm2'), open: true });
      expect(await again.dailyDays.latest()).toBeNull();
      expect(await again.dailyDays.fix({ ...day('2026-11-23', 'm3'), plannedAt: 2_000 })).toEqual({
        ...planned('2026-11-23', 'm2'),
        plannedAt: 2_000,
      });
      expect(await again.dailyDays.latest()).toMatchObject({ messageId: 'm2', open: false });
    });

    it('plans a day that is skipped as such', async () => {
      await store().dailyDays.order(skip('2026-11-23'));

      expect(await store().dailyDays.fix(day('2026-11-23'))).toEqual({ ...skip('2026-11-23'), open: false });
      expect(await store().dailyDays.list('2026-11-23', '2026-11-23')).toEqual([
        { ...skip('2026-11-23'), open: false },
      ]);
    });

    it('takes no order for a day that is planned, and takes none back', async () => {
      await store().dailyDays.fix(day('2026-11-23'));

      expect(await store().dailyDays.order({ ...day('2026-11-23', 'm2'), skipped: null })).toBe(false);
      expect(await store().dailyDays.order(skip('2026-11-23'))).toBe(false);
      expect(await store().dailyDays.takeBack('2026-11-23')).toBe(false);
      expect(await store().dailyDays.unskip('2026-11-23')).toBe(false);
      expect(await store().dailyDays.find('2026-11-23')).toEqual(planned('2026-11-23'));
    });

    it('takes back what was ordered, and each only by its own word', async () => {
      await store().dailyDays.order({ ...day('2026-11-23'), skipped: null });
      await store().dailyDays.order(skip('2026-11-24'));

      expect(await store().dailyDays.unskip('2026-11-23')).toBe(false);
      expect(await store().dailyDays.takeBack('2026-11-24')).toBe(false);
      expect(await store().dailyDays.takeBack('2026-11-23')).toBe(true);
      expect(await store().dailyDays.unskip('2026-11-24')).toBe(true);
      expect(await store().dailyDays.list('2026-11-01', '2026-11-30')).toEqual([]);
    });

    it('gives a day one message when it is ordered and planned at the same time', async () => {
      const other = await second();
      const dates = Array.from({ length: 9 }, (_, index) => `2026-11-0${index + 1}`);
      for (const date of dates) {
        const [ordered, fixed] = await Promise.all([
          other.dailyDays.order({ ...day(date, 'm2'), skipped: null }),
          store().dailyDays.fix(day(date)),
        ]);
        expect(fixed.messageId).toBe(ordered ? 'm2' : 'm1');
        expect(await store().dailyDays.find(date)).toEqual(fixed);
      }
    });
  });
}
