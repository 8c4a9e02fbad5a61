import type { Day } from '../../base/calendar.ts';
import type { StaffDays } from '../../console/api/handlers/days.ts';
import type { StaffLists } from '../../console/api/handlers/lists.ts';
import type { KindNames } from '../../domain/form.ts';
import { createImportShelf } from '../../features/reception/import-shelf.ts';
import { createListImportDesk } from '../../features/reception/list-import-desk.ts';
import type { ListDesk } from '../../features/reception/lists.ts';
import type { Clock } from '../../ports/clock.ts';
import type { TableExporter } from '../../ports/exporter.ts';
import type { JobRunner } from '../../ports/job-runner.ts';
import type { Store } from '../../ports/store.ts';
import type { ReceptionDaysApp } from '../reception-days.ts';
import { makeFile, mimes } from './made-file.ts';

/** Reception days as staff see them on their pages: what is a file on the command line is one in memory here. */
export function createStaffDays(
  { desk, outlooks, report }: Pick<ReceptionDaysApp, 'desk' | 'outlooks' | 'report'>,
  of: { kindNames: () => Promise<KindNames>; today: () => Day },
): StaffDays {
  return {
    desk,
    outlooks,
    report,
    ...of,
    async makeReport(id, by) {
      const { date } = await desk.show(id);
      const facts = { name: `${date} 接待日办理结果.docx`, mime: mimes.docx };
      return makeFile(facts, (file) => report.write(id, file, by));
    },
  };
}

export type StaffListsDeps = {
  lists: ListDesk;
  store: Pick<Store, 'files' | 'rateBuckets'>;
  clock: Clock;
  jobs: Pick<JobRunner, 'start'>;
  xlsx: TableExporter;
};

export function createStaffLists({ lists, jobs, xlsx, ...deps }: StaffListsDeps): StaffLists {
  const shelf = createImportShelf({ ...deps, bucket: 'list-imports' });
  return { ...lists, imports: createListImportDesk({ lists, shelf, jobs, xlsx }) };
}
