import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/base/calendar.ts';
import { occasionNames } from '../../../src/domain/occasion.ts';
import { loadAlmanac } from '../../../src/features/integrity/almanac.ts';

const occasionsOf = await loadAlmanac();

describe('the almanac', () => {
  it.each([
    ['2026-01-01', ['元旦']],
    ['2026-02-16', ['除夕']],
    ['2026-02-17', ['春节']],
    ['2026-03-03', ['元宵节']],
    ['2026-03-08', ['妇女节']],
    ['2027-01-15', ['腊八节']],
    ['2027-01-31', ['小年']],
    ['2027-05-20', ['世界计量日']],
    ['2026-03-15', ['国际消费者权益日']],
    ['2026-04-05', ['清明节', '清明']],
    ['2026-06-19', ['端午节']],
    ['2026-08-19', ['七夕节']],
    ['2026-09-25', ['中秋节']],
    ['2026-10-18', ['重阳节']],
    ['2026-11-22', ['小雪']],
    ['2026-12-04', ['国家宪法日']],
    ['2026-12-09', ['国际反腐败日']],
    ['2026-12-22', ['冬至']],
    ['2025-01-28', ['除夕']],
    ['2025-01-29', ['春节']],
    ['2027-02-06', ['春节']],
    ['2025-10-06', ['中秋节']],
    ['2024-02-29', []],
    ['2026-11-23', []],
  ])('knows %s as %j', (day, names) => {
    expect(occasionsOf(day)).toEqual(names);
  });

  it('puts the festival before the solar term of the same day', () => {
    expect(occasionsOf('2027-08-08')).toEqual(['七夕节', '立秋']);
    expect(occasionsOf('2030-06-05')).toEqual(['端午节', '芒种']);
    expect(occasionsOf('2038-02-04')).toEqual(['春节', '立春']);
    expect(occasionsOf('2028-05-20')).toEqual(['世界计量日', '小满']);
  });

  it('puts the festival before a custom of the lunar year', () => {
    expect(occasionsOf('2031-01-01')).toEqual(['元旦', '腊八节']);
  });

  it('meets every occasion exactly once in each of five years, also in those with a leap month', () => {
    for (const year of [2027, 2028, 2029, 2030, 2031]) {
      const days = Array.from({ length: 366 }, (_, i) => addDays(`${year}-01-01`, i)).filter((day) =>
        day.startsWith(String(year)),
      );
      const met = days.flatMap((day) => occasionsOf(day)).sort();

      expect(met).toEqual([...occasionNames].sort());
    }
  });
});
