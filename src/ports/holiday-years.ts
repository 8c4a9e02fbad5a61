import type { HolidayYear } from '../domain/holiday-year.ts';

/** Years the association entered itself. */
export interface HolidayYears {
  /** As they are now; throws `input/invalid` naming the file and the problem. */
  read(): Promise<HolidayYear[]>;
}
