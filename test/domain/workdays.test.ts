import { describe, expect, it } from 'vitest';
import { addWorkdays, nextWorkday, previousWorkday, workdaysUntil } from '../../src/domain/workdays.ts';
import { loadHolidays } from '../../src/features/broadcasts/holidays.ts';

const { isWorkday } = await loadHolidays();

describe('working days', () => {
  it.each([
    ['2026-11-23', 1, '2026-11-24'],
    ['2026-11-27', 1, '2026-11-30'],
    ['2026-11-28', 1, '2026-11-30'],
    // National Day of 2026: 1 to 7 October are off, 10 October makes up for one.
    ['2026-09-30', 1, '2026-10-08'],
    ['2026-09-30', 3, '2026-10-10'],
    ['2026-09-30', 4, '2026-10-12'],
    // Spring Festival of 2026: 15 to 23 February are off, 14 and 28 February make up for it.
    ['2026-02-13', 2, '2026-02-24'],
    ['2026-02-27', 1, '2026-02-28'],
  ])('%s and %i of them is %s', (day, days, expected) => {
    expect(addWorkdays(day, days, isWorkday)).toBe(expected);
  });

  it('are counted up to a day, which counts, and none backwards', () => {
    expect(workdaysUntil('2026-09-30', '2026-10-12', isWorkday)).toBe(4);
    expect(workdaysUntil('2026-11-27', '2026-11-29', isWorkday)).toBe(0);
    expect(workdaysUntil('2026-11-27', '2026-11-23', isWorkday)).toBe(0);
  });

  it('are found before and after a day', () => {
    expect(previousWorkday('2026-10-08', isWorkday)).toBe('2026-09-30');
    expect(nextWorkday('2026-09-30', isWorkday)).toBe('2026-10-08');
    expect(nextWorkday('2026-10-09', isWorkday)).toBe('2026-10-10');
  });

  it('end the search in a calendar that knows none', () => {
    expect(nextWorkday('2026-01-01', () => false)).toBe('2026-03-02');
  });
});
