import type { CaseHandlerDeps } from '../../console/api/handlers/cases.ts';
import type { FormSet, KindNames } from '../../domain/form.ts';
import type { Holidays } from '../../features/broadcasts/holidays.ts';
import { createBeginExport } from '../../features/reception/export-job.ts';
import type { FollowUp } from '../../features/reception/follow-up.ts';
import { createRegisterDesk } from '../../features/reception/register-desk.ts';
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
  ledgers: Pick<Ledgers, 'countCases' | 'register'>;
  followUp: FollowUp;
  jobs: Pick<JobRunner, 'start'>;
};

/** What staff do with cases on their pages. */
export function createStaffCases({ holidays, ledgers, followUp, jobs, ...shared }: StaffCasesDeps): CaseHandlerDeps {
  const workdays = async () => (await holidays()).isWorkday;
  return {
    register: createRegisterDesk({ ...shared, workdays, followUp }),
    followUp,
    countCases: ledgers.countCases,
    beginExport: createBeginExport({ ...shared, ledger: ledgers.register, jobs }),
  };
}
