import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from './adapters/exports/replace-file.ts';
import { createHolidayYears } from './adapters/holiday-years/holiday-years.ts';
import { type AllChannels, createAllChannels } from './app/all-channels.ts';
import { type Answering, createAnswering } from './app/answering.ts';
import { type Casework, createCasework } from './app/casework.ts';
import { createDaily, type Daily } from './app/daily.ts';
import { type AllExporters, createExporters } from './app/exporters.ts';
import { createBotInbox } from './app/inbox.ts';
import { createJobRunner } from './app/jobs.ts';
import { createLatency } from './app/latency.ts';
import type { Knowledge } from './app/knowledge.ts';
import type { Ledgers } from './app/ledgers.ts';
import type { ReceptionDaysApp } from './app/reception-days.ts';
import { createSending, type Sending } from './app/sending.ts';
import { createServing, type Serving } from './app/serving.ts';
import { openShared, type Overrides, type Shared } from './app/shared.ts';
import { createStaff } from './app/staff/staff.ts';
import type { Config } from './config.ts';
import { receivedFileMs } from './domain/file.ts';
import type { Answers } from './features/answers/answers.ts';
import type { Handoff } from './features/answers/handoff.ts';
import { createQuestionDesk, type QuestionDesk } from './features/answers/question-desk.ts';
import type { BroadcastDesk } from './features/broadcasts/desk.ts';
import { createHolidays, type Holidays } from './features/broadcasts/holidays.ts';
import type { ReceiptDesk } from './features/broadcasts/receipt-desk.ts';
import type { RollExport } from './features/broadcasts/roll-export.ts';
import type { SmsDesk } from './features/broadcasts/sms-desk.ts';
import { type Accounts, type AccountsDeps, createAccounts } from './features/directory/accounts.ts';
import { createGroupDesk, type GroupDesk } from './features/directory/group-desk.ts';
import { createGroupList, type GroupList } from './features/directory/group-list.ts';
import { createOrganizationDesk, type OrganizationDesk } from './features/directory/organization-desk.ts';
import { createPasswordHasher } from './features/directory/password-hash.ts';
import { createPeopleDesk, type PeopleDesk } from './features/directory/people-desk.ts';
import { createPeopleImport, type ImportPeople } from './features/directory/people-import.ts';
import { createWebInviteDesk, type WebInviteDesk } from './features/directory/web-invite-desk.ts';
import type { OccasionsOf } from './features/integrity/almanac.ts';
import type { DayOrders } from './features/integrity/day-orders.ts';
import type { DraftDesk } from './features/integrity/draft-desk.ts';
import type { DraftWithModel } from './features/integrity/model-drafts.ts';
import type { WriteMonthSheet } from './features/integrity/month-sheet.ts';
import type { DailyPlan } from './features/integrity/plan.ts';
import type { CaseDesk } from './features/reception/case-desk.ts';
import type { CaseFileDesk } from './features/reception/case-files.ts';
import type { FollowUp } from './features/reception/follow-up.ts';
import type { Clock } from './ports/clock.ts';
import type { DailyLibrary } from './ports/daily-library.ts';
import type { JobRunner } from './ports/job-runner.ts';
import type { Log } from './ports/log.ts';
import type { PassageIndex } from './ports/passage-index.ts';
import type { Store } from './ports/store.ts';

/** The bot, put together; nothing runs until it is told to. */
export type App = Serving & {
  config: Config;
  clock: Clock;
  log: Log;
  store: Store;
  index: PassageIndex;
  knowledge: Knowledge;
  answers: Answers;
  handoff: Handoff;
  questions: Pick<QuestionDesk, 'dismiss'>;
  cases: CaseDesk;
  caseFiles: CaseFileDesk;
  ledgers: Ledgers;
  followUp: FollowUp;
  receptionDays: ReceptionDaysApp;
  broadcasts: BroadcastDesk;
  sms: SmsDesk;
  receipts: ReceiptDesk;
  rolls: RollExport;
  accounts: Accounts;
  organizations: OrganizationDesk;
  groups: GroupDesk;
  groupList: GroupList;
  people: PeopleDesk;
  importPeople: ImportPeople;
  webInvites: WebInviteDesk;
  plan: DailyPlan;
  orders: DayOrders;
  drafts: DraftDesk;
  draftWithModel: DraftWithModel;
  writeMonthSheet: WriteMonthSheet;
  /** Whole or not at all; throws `input/invalid` where it cannot be written. */
  saveFile(path: string, bytes: Uint8Array): Promise<void>;
  library: DailyLibrary;
  occasions: () => Promise<OccasionsOf>;
  close(): Promise<void>;
};

/** Conversations handled side by side: more where most of the time is spent waiting for a model. */
const [loopsOfWork, loopsOfWaiting] = [4, 16];

type Parts = {
  exporters: AllExporters;
  holidays: () => Promise<Holidays>;
  answering: Answering;
  all: AllChannels;
  daily: Daily;
  sending: Sending;
  casework: Casework;
  jobs: JobRunner;
  webInvites: WebInviteDesk;
  signingIn: AccountsDeps;
};

/** The one place where the parts meet. */
export async function createApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const shared = await openShared(config, overrides);
  const owner = shared.newId();
  const parts = await createParts(shared, owner);
  const serving = createServingOf(shared, { ...parts, owner });
  const { answering, jobs } = parts;
  return {
    ...serving,
    ...desksOf(shared, parts),
    async close() {
      await jobs.stop();
      await answering.files.close();
      await answering.index.close();
      await shared.store.close();
    },
  };
}

async function createParts(shared: Shared, owner: string): Promise<Parts> {
  const { config, store } = shared;
  const exporters = createExporters(config);
  const holidayYears = createHolidayYears(join(config.knowledgeDir, 'holidays'));
  const holidays = createHolidays(() => holidayYears.read());
  const answering = await createAnswering(shared);
  const all = createAllChannels(shared);
  const daily = createDaily(shared, answering, exporters);
  const folder = join(config.dataDir, 'jobs');
  return {
    exporters,
    holidays,
    answering,
    all,
    daily,
    sending: createSending(shared, { all, holidays, exporters, daily: daily.plan, owner }),
    casework: createCasework(shared, { all, holidays, exporters, answering }),
    jobs: createJobRunner({ ...shared, jobs: store.jobs, audit: store.audit, folder }),
    webInvites: createWebInviteDesk(shared),
    signingIn: { ...shared, passwords: createPasswordHasher() },
  };
}

/** What runs, and what is looked at from outside. */
function createServingOf(shared: Shared, { owner, ...parts }: Parts & { owner: string }): Serving {
  const { config, clock } = shared;
  const { answering, all, daily, sending, casework, jobs } = parts;
  const latency = createLatency();
  const serving: Serving = createServing({
    ...shared,
    ...answering,
    ...all,
    channels: [...all.channels.values()],
    holidays: parts.holidays,
    library: daily.library,
    forms: casework.taking.forms,
    now: clock.now,
    invites: parts.webInvites,
    staff: createStaff(shared, { ...parts, looks: () => serving }),
    latency,
    jobs,
    work: {
      ...shared,
      ...sending,
      inbox: createBotInbox(shared, { ...parts, owner, latency }),
      plan: daily.plan,
      assignments: casework.following.assignments,
      dayPlan: casework.days.plan,
      removeFiles: () => removeFiles(shared, parts),
      knowledge: answering.knowledge,
      inboxLoops: config.models.chat === null ? loopsOfWork : loopsOfWaiting,
    },
  });
  return serving;
}

/** Whose time is over. */
async function removeFiles({ store, clock, log }: Shared, { jobs, answering }: Parts): Promise<void> {
  await jobs.tidy();
  await answering.uploads.tidy(clock.now() - receivedFileMs);
  await store.messages.scrubReplies(clock.now());
  const removed = await store.files.removeExpired(clock.now());
  if (removed > 0) log.info({ removed }, 'files are not kept any longer');
}

/** What the commands work with. */
function desksOf(shared: Shared, parts: Omit<Parts, 'jobs'>): Omit<App, keyof Serving | 'close'> {
  const { answering, all, daily, sending, casework, webInvites } = parts;
  const { taking, ledgers, days, following } = casework;
  const { config, clock, log, store } = shared;
  const { index, knowledge, answers, handoff, tables } = answering;
  const { broadcasts, sms, rolls } = sending;
  return {
    config,
    clock,
    log,
    store,
    index,
    knowledge,
    answers,
    handoff,
    questions: createQuestionDesk({ ...shared, handoff, onKept: async () => {} }),
    cases: taking.cases,
    caseFiles: taking.caseFiles,
    ledgers,
    followUp: following.followUp,
    receptionDays: days,
    broadcasts,
    sms,
    rolls,
    receipts: all.receipts,
    accounts: createAccounts(parts.signingIn),
    organizations: createOrganizationDesk(shared),
    groups: createGroupDesk(shared),
    groupList: createGroupList({ ...shared, channels: all.channels }),
    people: createPeopleDesk(shared),
    importPeople: createPeopleImport({ ...shared, tables }),
    webInvites,
    ...daily,
    saveFile: (path, bytes) => replaceFile(path, (temporary) => writeFile(temporary, bytes)),
  };
}
