import type { CaseHandlerDeps } from '../../console/api/handlers/cases.ts';
import type { FormSet, KindNames } from '../../domain/form.ts';
import type { Holidays } from '../../features/broadcasts/holidays.ts';
import { createBeginExport } from '../../features/reception/export-job.ts';
import type { FollowUp } from '../../features/reception/follow-up.ts';
import { createRegisterDesk } from '../../features/reception/register-desk.ts';
import { createImportShelf } from '../../features/reception/import-shelf.ts';
import { createRegisterImportDesk } from '../../features/reception/register-import-desk.ts';
import type { TableExporter } from '../../ports/exporter.ts';
import type { JobRunner } from '../../ports/job-runner.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import type { Ledgers } from '../ledgers.ts';

export type StaffCasesDeps = {
  store: Store;
  clock: Clock;
  timeZone: string;
  newId: () => string;
  holidays: () => Promise<Holidays>;
  kindNames: () => Promise<KindNames>;
  forms: () => Promise<FormSet>;
  ledgers: Pick<Ledgers, 'countCases' | 'register' | 'importRegister'>;
  followUp: FollowUp;
  jobs: Pick<JobRunner, 'start'>;
  xlsx: TableExporter;
};

/** What staff do with cases on their pages. */
export function createStaffCases({
  holidays,
  ledgers,
  followUp,
  jobs,
  xlsx,
  ...shared
}: StaffCasesDeps): CaseHandlerDeps {
  const workdays = async () => (await holidays()).isWorkday;
  const shelf = createImportShelf({ ...shared, bucket: 'case-imports' });
  const { importRegister } = ledgers;
  return {
    register: createRegisterDesk({ ...shared, workdays, followUp }),
    followUp,
    countCases: ledgers.countCases,
    beginExport: createBeginExport({ ...shared, ledger: ledgers.register, jobs }),
    imports: createRegisterImportDesk({ importRegister, shelf, jobs, xlsx }),
  };
}
