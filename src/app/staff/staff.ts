import { dayOf } from '../../base/calendar.ts';
import { createRecordAct } from '../../console/api/acts-on-record.ts';
import { createAuditLog } from '../../console/audit-log.ts';
import { countStatistics } from '../../features/broadcasts/statistics.ts';
import type { Holidays } from '../../features/broadcasts/holidays.ts';
import type { AccountsDeps } from '../../features/directory/accounts.ts';
import { createSignInDesk } from '../../features/directory/sign-in.ts';
import type { JobRunner } from '../../ports/job-runner.ts';
import type { AllChannels } from '../all-channels.ts';
import type { Answering } from '../answering.ts';
import type { Casework } from '../casework.ts';
import type { Daily } from '../daily.ts';
import type { AllExporters } from '../exporters.ts';
import { backup } from '../safekeeping.ts';
import type { Sending } from '../sending.ts';
import type { ServeDeps } from '../serve.ts';
import type { Serving } from '../serving.ts';
import type { Shared } from '../shared.ts';
import { createStaffAccounts } from './accounts.ts';
import { createStaffCases } from './cases.ts';
import { createStaffDaily } from './daily.ts';
import { createStaffDays, createStaffLists } from './days.ts';
import { createDirectory } from './directory.ts';
import { createStaffKnowledge } from './knowledge.ts';
import { createStaffSystem } from './system.ts';
import { createReadToday } from './today.ts';

export type StaffDeps = {
  signingIn: AccountsDeps;
  jobs: JobRunner;
  exporters: AllExporters;
  holidays: () => Promise<Holidays>;
  all: AllChannels;
  answering: Answering;
  daily: Daily;
  sending: Sending;
  casework: Casework;
  /** How the parts are, asked when somebody looks. */
  looks: () => Pick<Serving, 'examine' | 'examineVital' | 'channelUse'>;
};

/** What stands behind the staff console. */
export function createStaff(shared: Shared, deps: StaffDeps): ServeDeps['staff'] {
  const { signingIn, jobs, exporters, all, answering, daily, sending, looks } = deps;
  const { clock, log, store, config } = shared;
  const { broadcasts, rolls, sms } = sending;
  const desk = broadcasts;
  return {
    clock,
    broadcasts,
    rolls,
    sms,
    jobs,
    signIn: createSignInDesk(signingIn),
    ...createStaffAccounts(signingIn),
    ...createStaffCasework(shared, deps),
    auditLog: createAuditLog({ ...shared, jobs, csv: exporters.csv }),
    system: createStaffSystem({
      ...shared,
      jobs,
      examine: () => looks().examine(),
      channelUse: () => looks().channelUse(),
      backup: (task) => backup(config, clock, task),
    }),
    countStatistics: () => countStatistics({ ...shared, desk }),
    directory: createDirectory({ ...shared, channels: all.channels, jobs, tables: answering.tables }),
    readToday: createReadToday({
      ...shared,
      daily: config.daily,
      dailyCap: config.dailyCap,
      desk,
      plan: daily.plan,
      examine: () => looks().examineVital(),
    }),
    daily: createStaffDaily({
      ...shared,
      ...daily.drafting,
      ...daily,
      jobs,
      window: config.daily,
      holidays: deps.holidays,
    }),
    knowledge: createStaffKnowledge({
      ...shared,
      ...answering,
      folder: config.knowledgeDir,
      answering: answering.found,
    }),
    recordAct: createRecordAct({ audit: store.audit, log }),
  };
}

function createStaffCasework(
  shared: Shared,
  { jobs, exporters, holidays, casework }: StaffDeps,
): Pick<ServeDeps['staff'], 'cases' | 'days' | 'lists'> {
  const { taking, ledgers, days, following } = casework;
  const { xlsx } = exporters;
  const { kindNames } = taking.cases;
  const { followUp } = following;
  const forms = taking.forms.read;
  return {
    cases: createStaffCases({ ...shared, holidays, kindNames, forms, ledgers, jobs, xlsx, followUp }),
    days: createStaffDays(days, { kindNames, today: () => dayOf(shared.clock.now(), shared.timeZone) }),
    lists: createStaffLists({ ...shared, lists: days.lists, jobs, xlsx }),
  };
}
