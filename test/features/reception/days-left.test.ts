import { expect, it } from 'vitest';
import { addDays } from '../../../src/base/calendar.ts';
import { loadHolidays } from '../../../src/features/broadcasts/holidays.ts';
import { createDaysLeft } from '../../../src/features/reception/days-left.ts';
import { daysLeftUntil } from '../../../src/features/reception/waiting.ts';

it('counts working days to and from any day as they are counted one by one, in whichever order they are asked', async () => {
  const { isWorkday } = await loadHolidays();
  const today = '2026-10-09';
  const days = Array.from({ length: 90 }, (_, at) => addDays(today, ((at * 37) % 90) - 60));
  const daysLeft = createDaysLeft(today, isWorkday);

  expect(days.map(daysLeft)).toEqual(days.map((day) => daysLeftUntil(day, { today, isWorkday })));
  expect([daysLeft('2026-10-08'), daysLeft('2026-10-09'), daysLeft('2026-09-30'), daysLeft(null)]).toEqual([
    -1,
    0,
    -2,
    null,
  ]);
});

it('asks of each day to come once, however many cases wait', () => {
  const asked: string[] = [];
  const daysLeft = createDaysLeft('2026-10-09', (day) => asked.push(day) > 0);

  for (let at = 0; at < 50; at += 1) expect(daysLeft('2026-11-08')).toBe(30);

  expect(asked).toHaveLength(30);
});

it('asks of each day that is over once, however many cases are late', () => {
  const asked: string[] = [];
  const daysLeft = createDaysLeft('2026-10-09', (day) => asked.push(day) > 0);

  for (let at = 0; at < 50; at += 1) expect(daysLeft('2026-09-09')).toBe(-30);

  expect(asked).toHaveLength(30);
});
