import type { Day } from '../base/calendar.ts';

/** Public holidays of a year as the State Council arranged them: days off, and weekend days that are worked instead. */
export type HolidayYear = { year: number; off: readonly Day[]; work: readonly Day[] };

const remedy = '国务院办公厅一般在 11 月公布下一年的安排，公布后请在 knowledge/holidays 里加一个文件，或升级清语';

/** What staff should know where what comes next falls into a year whose holidays are not known yet; `what`: 几次, 几个接待日. */
export function unknownYearSentence(what: string, year: string): string {
  return `注意：接下来有${what}落在 ${year} 年，这一年的放假和调休还不知道，先按周一至周五为工作日、法定节日当天为放假来算。${remedy}。`;
}

export function knownUntilSentence(year: number): string {
  return `节假日和调休的安排目前知道到 ${year} 年。${remedy}。`;
}
