import { createDailyDesk, type DailyDesk, type DailyDeskDeps } from '../../features/integrity/daily-desk.ts';
import type { Holidays } from '../../features/broadcasts/holidays.ts';
import type { WriteMonthSheet } from '../../features/integrity/month-sheet.ts';
import { makeFile, mimes } from './made-file.ts';

export type StaffDailyDeps = Omit<DailyDeskDeps, 'makeMonthSheet' | 'isWorkday'> & {
  holidays: () => Promise<Holidays>;
  writeMonthSheet: WriteMonthSheet;
};

/** The daily message as staff see it on their pages. */
export function createStaffDaily({ holidays, writeMonthSheet, ...deps }: StaffDailyDeps): DailyDesk {
  return createDailyDesk({
    ...deps,
    isWorkday: async () => (await holidays()).isWorkday,
    makeMonthSheet: (month, format) =>
      makeFile({ name: `寄语 ${month}.${format}`, mime: mimes[format] }, (file) =>
        writeMonthSheet(month, { format, file }),
      ),
  });
}
