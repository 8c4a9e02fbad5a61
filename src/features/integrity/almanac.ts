import type { Day } from '../../base/calendar.ts';
import { lunarCustoms, lunarFestivals, solarFestivals, termFestivals } from '../../domain/occasion.ts';

/** Names of what a day is, the weightiest first: festivals, customs, then the solar term. Empty on most days. */
export type OccasionsOf = (day: Day) => readonly string[];

/** The calendar library is loaded with the first use; it costs nothing at start. */
export async function loadAlmanac(): Promise<OccasionsOf> {
  const { Solar } = await import('lunar-typescript');
  return function occasionsOf(day) {
    const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
    const lunar = Solar.fromYmd(year, month, date).getLunar();
    const term = lunar.getJieQi();
    const names = [
      ...lunar.getFestivals().filter((name) => lunarFestivals.includes(name)),
      solarFestivals.get(day.slice(5)),
      termFestivals.get(term),
      ...[...lunar.getFestivals(), ...lunar.getOtherFestivals()].map((name) => lunarCustoms.get(name)),
      term === '' ? undefined : term,
    ];
    return names.filter((name) => name !== undefined);
  };
}
