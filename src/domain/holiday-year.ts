import type { Day } from '../base/calendar.ts';

/** Public holidays of a year as the State Council arranged them: days off, and weekend days that are worked instead. */
export type HolidayYear = { year: number; off: readonly Day[]; work: readonly Day[] };
