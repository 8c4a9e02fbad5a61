import { type Day, addDays, weekdayOf } from '../../base/calendar.ts';
import type { HolidayYear } from '../../domain/holiday-year.ts';

/** Public holidays of China with the working days that make up for them (调休). */
export type Holidays = {
  isWorkday(day: Day): boolean;
  /** One of the three days before a holiday begins. */
  isBeforeHoliday(day: Day): boolean;
  /**
   * Whether the arrangement of its year is known. If not, a working day is Monday to Friday, and a holiday is the
   * statutory day itself.
   */
  isKnown(day: Day): boolean;
  /** The last year up to which all are known. */
  knownUntil: number;
};

const daysBefore = [1, 2, 3];
/** Ten years. */
const mostDaysKept = 3_660;
/** The first year the calendar library knows is long before. */
const surelyKnown = 2020;
/** Month and day, where the day is the same every year. */
const solarDays: readonly string[] = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'];
const lunarDays: readonly string[] = ['1-1', '1-2', '1-3', '5-5', '8-15'];

/** As `loadHolidays`, made anew only when other years are read: the register asks for every page. */
export function createHolidays(readYears: () => Promise<readonly HolidayYear[]>): () => Promise<Holidays> {
  let kept: { of: string; holidays: Promise<Holidays> } | null = null;
  return async () => {
    const years = await readYears();
    const of = JSON.stringify(years);
    if (kept?.of !== of) kept = { of, holidays: loadHolidays(years) };
    return kept.holidays;
  };
}

/**
 * What the calendar library knows, and the years handed in, which come before it. The library is loaded with the first
 * use; it costs nothing at start.
 */
export async function loadHolidays(entered: readonly HolidayYear[] = []): Promise<Holidays> {
  const { HolidayUtil, Solar } = await import('lunar-typescript');
  const years = new Set(entered.map(({ year }) => year));
  const off = new Set(entered.flatMap((year) => year.off));
  const work = new Set(entered.flatMap((year) => year.work));
  // The library reads all it has for each question.
  const listed = new Map<number, boolean>();
  const isListed = (year: number): boolean => {
    const known = listed.get(year) ?? HolidayUtil.getHolidays(year).length > 0;
    listed.set(year, known);
    return known;
  };
  const knows = (year: number): boolean => years.has(year) || isListed(year);
  let knownUntil = surelyKnown;
  while (knows(knownUntil + 1)) knownUntil += 1;

  const isStatutory = (day: Day): boolean => {
    const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
    const lunar = Solar.fromYmd(year, month, date).getLunar();
    return (
      solarDays.includes(day.slice(5)) ||
      lunarDays.includes(`${lunar.getMonth()}-${lunar.getDay()}`) ||
      lunar.getFestivals().includes('除夕') ||
      lunar.getJieQi() === '清明'
    );
  };
  const findArranged = (day: Day): 'off' | 'work' | null => {
    // By law a holiday, also where a file forgot it.
    if (off.has(day) || (years.has(yearOf(day)) && isStatutory(day))) return 'off';
    if (work.has(day)) return 'work';
    if (years.has(yearOf(day))) return null;
    if (!knows(yearOf(day))) return isStatutory(day) ? 'off' : null;
    const arranged = HolidayUtil.getHoliday(day);
    if (arranged === null) return null;
    return arranged.isWork() ? 'work' : 'off';
  };
  const found = new Map<Day, 'off' | 'work' | null>();
  /** Null: nothing is arranged for the day, it is as its weekday says. */
  const arrangedAs = (day: Day): 'off' | 'work' | null => {
    const known = found.get(day);
    if (known !== undefined) return known;
    if (found.size >= mostDaysKept) found.clear();
    const arranged = findArranged(day);
    found.set(day, arranged);
    return arranged;
  };
  return {
    knownUntil,
    isKnown: (day) => knows(yearOf(day)),
    isWorkday(day) {
      const arranged = arrangedAs(day);
      return arranged === null ? weekdayOf(day) <= 5 : arranged === 'work';
    },
    isBeforeHoliday(day) {
      if (arrangedAs(day) === 'off') return false;
      return daysBefore.some((days) => arrangedAs(addDays(day, days)) === 'off');
    },
  };
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}
