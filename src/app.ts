import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createManualChannel } from './adapters/channels/manual/channel.ts';
import { createWebChannel } from './adapters/channels/web/channel.ts';
import { createDailyLibrary } from './adapters/daily-library/daily-library.ts';
import { createDocumentFiles, createUsualReader } from './adapters/documents/document-files.ts';
import { createTableFiles } from './adapters/documents/table-files.ts';
import { createMakeTable } from './adapters/exports/in-memory.ts';
import { replaceFile } from './adapters/exports/replace-file.ts';
import { createShiftedClock, systemClock } from './adapters/process/clock.ts';
import { createHolidayYears } from './adapters/holiday-years/holiday-years.ts';
import { createLog } from './adapters/process/log.ts';
import { openStore } from './adapters/store/store.ts';
import { createSmsTemplateFile } from './adapters/sms-templates/sms-template-file.ts';
import { createSynonymFile } from './adapters/synonyms/synonym-file.ts';
import { createUploadFolder } from './adapters/uploads/upload-folder.ts';
import { createTakingCases } from './app/cases.ts';
import { createPlatformChannels, groupsSetUp, smsAccountOf } from './app/channels.ts';
import { connectionLeaseMs, keepConnected as keepChannelsConnected } from './app/connections.ts';
import { createExporters } from './app/exporters.ts';
import { createExclusive } from './app/exclusive.ts';
import { createFollowingUp } from './app/follow-up.ts';
import { whenFilled } from './app/filled-index.ts';
import { createIntake } from './app/intake.ts';
import { createJobRunner } from './app/jobs.ts';
import { createLedgers, type Ledgers } from './app/ledgers.ts';
import { createLatency } from './app/latency.ts';
import { createModels } from './app/models.ts';
import { createPassageIndex } from './app/passages.ts';
import { createReceiptLinks } from './app/receipt-links.ts';
import { createReceptionDaysApp, type ReceptionDaysApp } from './app/reception-days.ts';
import { createStaffAccounts } from './app/staff/accounts.ts';
import { createStaffSystem } from './app/staff/system.ts';
import { createRooms } from './app/rooms.ts';
import { createKnowledge, type Knowledge } from './app/knowledge.ts';
import { createStaffDays, createStaffLists } from './app/staff/days.ts';
import { createStaffDaily } from './app/staff/daily.ts';
import { backup, storeOptionsOf, uploadsOf } from './app/safekeeping.ts';
import { createServing, type Serving } from './app/serving.ts';
import { followSettings } from './app/set-up-groups.ts';
import { createReadToday } from './app/staff/today.ts';
import { createStaffCases } from './app/staff/cases.ts';
import { createStaffKnowledge } from './app/staff/knowledge.ts';
import { createAllSynonyms } from './app/synonyms.ts';
import { createDirectory } from './app/staff/directory.ts';
import { createToday } from './app/today.ts';
import type { WorkDeps } from './app/work.ts';
import { dayOf } from './base/calendar.ts';
import { normalise } from './base/text.ts';
import { AppError } from './base/errors.ts';
import { createBell, createWake } from './base/wake.ts';
import type { Config } from './config.ts';
import { receivedFileMs } from './domain/file.ts';
import { createGazetteer } from './domain/gazetteer.ts';
import { createAuditLog } from './console/audit-log.ts';
import { createRecordAct } from './console/api/acts-on-record.ts';
import { type Answers, createAnswers } from './features/answers/answers.ts';
import { createHandoff, type Handoff } from './features/answers/handoff.ts';
import { createQuestionDesk, type QuestionDesk } from './features/answers/question-desk.ts';
import { smallTalkReplies } from './features/answers/small-talk.ts';
import { createAbsence } from './features/broadcasts/absence.ts';
import { type BroadcastDesk, createBroadcastDesk } from './features/broadcasts/desk.ts';
import { createOrderDesk } from './features/broadcasts/order.ts';
import { createReceiptDesk, type ReceiptDesk } from './features/broadcasts/receipt-desk.ts';
import { createReminderPlan } from './features/broadcasts/reminder.ts';
import { createRollAbility } from './features/broadcasts/roll-ability.ts';
import { createRollExport, type RollExport } from './features/broadcasts/roll-export.ts';
import { countStatistics, createStatistics } from './features/broadcasts/statistics.ts';
import { type Accounts, createAccounts } from './features/directory/accounts.ts';
import { createOrganizationDesk, type OrganizationDesk } from './features/directory/organization-desk.ts';
import { createPeopleDesk, type PeopleDesk } from './features/directory/people-desk.ts';
import { createPeopleImport, type ImportPeople } from './features/directory/people-import.ts';
import { handleBinding } from './features/directory/binding.ts';
import { createGroupDesk, type GroupDesk } from './features/directory/group-desk.ts';
import { createGroupList, type GroupList } from './features/directory/group-list.ts';
import { createPasswordHasher } from './features/directory/password-hash.ts';
import { createSignInDesk } from './features/directory/sign-in.ts';
import { createWebInviteDesk, type WebInviteDesk } from './features/directory/web-invite-desk.ts';
import { createHolidays } from './features/broadcasts/holidays.ts';
import { createLookUps } from './features/broadcasts/look-up.ts';
import { createReadChecks } from './features/broadcasts/read-checks.ts';
import { createSender } from './features/broadcasts/sender.ts';
import { createSmsDesk, type SmsDesk } from './features/broadcasts/sms-desk.ts';
import { createSeriesPlan } from './features/broadcasts/series-plan.ts';
import { createAttachedFiles } from './features/inbox/attached-files.ts';
import { handleBareFile } from './features/inbox/files.ts';
import { createInbox } from './features/inbox/inbox.ts';
import { loadAlmanac, type OccasionsOf } from './features/integrity/almanac.ts';
import { createDraftDesk, type DraftDesk } from './features/integrity/draft-desk.ts';
import { withOwnMessages } from './features/integrity/own-messages.ts';
import { createDayOrders, type DayOrders } from './features/integrity/day-orders.ts';
import { createIntegrityAbility } from './features/integrity/integrity.ts';
import { createModelDrafts, type DraftWithModel } from './features/integrity/model-drafts.ts';
import { createMonthSheet, type WriteMonthSheet } from './features/integrity/month-sheet.ts';
import { createDailyPlan, type DailyPlan } from './features/integrity/plan.ts';
import type { CaseFileDesk } from './features/reception/case-files.ts';
import { clearsAt, forgetAnonymous } from './features/reception/anonymous.ts';
import type { CaseDesk } from './features/reception/case-desk.ts';
import type { FollowUp } from './features/reception/follow-up.ts';
import { createRatingButtons } from './features/reception/rating-buttons.ts';
import { toAnswerDocument } from './features/knowledge/answer-document.ts';
import type { Channel } from './ports/channel.ts';
import type { Clock } from './ports/clock.ts';
import type { DailyLibrary } from './ports/daily-library.ts';
import type { Log } from './ports/log.ts';
import type { PassageIndex } from './ports/passage-index.ts';
import type { Store } from './ports/store.ts';

/** What tests and embedders may bring themselves. */
export type Overrides = Partial<{ clock: Clock; log: Log; store: Store; newId: () => string }>;

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

/** The one place where ports meet adapters. */
export async function createApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const clock = overrides.clock ?? clockOf(config);
  const log = overrides.log ?? createLog(config.logLevel);
  const newId = overrides.newId ?? randomUUID;
  await makeDataDir(config.dataDir);
  const store = overrides.store ?? (await openStore(storeOptionsOf(config, clock)));
  const gazetteer = createGazetteer();
  const synonymFile = createSynonymFile({ path: join(config.knowledgeDir, 'synonyms.txt'), log });
  const allSynonyms = createAllSynonyms({ file: synonymFile, own: store.ownSynonyms });
  const synonyms = allSynonyms.current;
  const models = await createModels(config.models, config.promptsDir, log);
  const index = createPassageIndex(config, { gazetteer, synonyms, embedder: models.embedder, log });
  const library = withOwnMessages(createDailyLibrary(join(config.knowledgeDir, 'integrity')), store);
  const wakes = { inbox: createWake(), sender: createBell() };

  const reader = createUsualReader();
  const files = createDocumentFiles({ reader });
  const tables = createTableFiles(reader);
  const uploads = createUploadFolder(uploadsOf(config));
  const exclusive = createExclusive({ leases: store.leases, clock, newId });
  const folder = config.knowledgeDir;
  const knowledge = createKnowledge({
    folder,
    files,
    documents: store.documents,
    index,
    exclusive,
    synonyms: allSynonyms,
    log,
  });
  const occasions = rememberOnce(loadAlmanac);
  const shared = { store, clock, log, newId, timeZone: config.timeZone };
  const plan = createDailyPlan({ ...shared, library, occasions, window: config.daily, onPlanned: wakes.sender.notify });
  const orders = createDayOrders({ ...shared, library });
  const drafts = createDraftDesk({ ...shared, library });
  const { placesIn } = gazetteer;
  const drafting = { ...shared, library, placesIn, model: models.chat };
  const draftWithModel = createModelDrafts(drafting);
  const today = createToday(clock, config.timeZone);
  const filledIndex = whenFilled(index, knowledge.isFilled);
  const answering = { index: filledIndex, gazetteer, synonyms, today, normalise };
  const answers = createAnswers({
    ...shared,
    ...answering,
    model: models.chat && { ...models.chat, budget: config.models.budget },
    queriesLeave: models.embedder !== null,
  });
  const handoff = createHandoff({
    ...shared,
    onReplies: wakes.sender.notify,
    toDocument: (answered) => toAnswerDocument(answered, config.timeZone),
  });

  // Channels hand in what receipts are, and receipts look at what channels can do.
  const channels = new Map<string, Channel>();
  const receipts = createReceiptDesk({ ...shared, channels });
  const { acknowledge, report } = receipts;
  const { choose } = createRatingButtons({ ...shared, channels, onPlanned: wakes.sender.notify });
  const intake = createIntake({ ...shared, onAccepted: wakes.inbox.notify, acknowledge, choose, report });
  const web = createWebChannel({ ...shared, ...store, ...intake, groups: webGroupsOf(config) });
  const smsTemplates = createSmsTemplateFile(join(config.knowledgeDir, 'sms/templates.yaml'));
  const platforms = createPlatformChannels(config, { ...shared, intake, smsTemplates });
  for (const channel of [web, createManualChannel(), ...platforms]) channels.set(channel.id, channel);
  const exporters = createExporters(config);
  const writeMonthSheet = createMonthSheet({ ...shared, library, occasions, exporters });
  const holidayYears = createHolidayYears(join(config.knowledgeDir, 'holidays'));
  const holidays = createHolidays(() => holidayYears.read());
  const attached = createAttachedFiles({ files: store.files, channels });
  const { forms, reception, cases, caseFiles, handleFile } = createTakingCases({
    ...shared,
    config,
    channels,
    holidays,
    attached,
    model: models.chat && { ...models.chat, budget: config.models.budget },
  });
  const ledgers = createLedgers({ ...shared, exporters, tables, kindNames: cases.kindNames });
  const linkOf = createReceiptLinks(config.http);
  const recurring = { holidays, quietHours: config.quietHours };
  const broadcasts = createBroadcastDesk({
    ...shared,
    ...recurring,
    channels,
    daily: config.daily,
    dailyCap: config.dailyCap,
    linkOf,
    onPlanned: wakes.sender.notify,
  });
  const rolls = createRollExport({ ...shared, channels, exporters, makeXlsx: createMakeTable(exporters.xlsx) });
  const { quietHours, dailyCap } = config;
  const signingIn = { ...shared, passwords: createPasswordHasher() };
  const orderDesk = createOrderDesk({ ...shared, channels, quietHours, dailyCap, attached, linkOf });
  const onPlanned = wakes.sender.notify;
  const sms = createSmsDesk({
    ...shared,
    quietHours,
    dailyCap,
    templates: smsTemplates,
    account: smsAccountOf(config),
    onPlanned,
  });
  const series = createSeriesPlan({ ...shared, ...recurring, channels, onPlanned });
  const receptionDays = createReceptionDaysApp({
    ...shared,
    ...recurring,
    channels,
    onPlanned,
    kindNames: cases.kindNames,
    document: exporters.docx,
    tables,
    help: smallTalkReplies.help,
  });
  const reminders = createReminderPlan({ ...shared, channels, quietHours, onPlanned });
  const following = createFollowingUp({
    ...shared,
    channels,
    quietHours,
    holidays,
    kindNames: cases.kindNames,
    forms: forms.read,
    onPlanned,
  });
  const owner = newId();
  const latency = createLatency();
  const inbox = createInbox({
    ...shared,
    owner,
    onAnswered: latency.observe,
    onClaimed: wakes.inbox.notify,
    onReplies: wakes.sender.notify,
    overhear: async (message) => forgetAnonymous(message) ?? receipts.overhear(message),
    clearsAt,
    abilities: [
      handleBinding,
      orderDesk.handle,
      handleFile,
      handleBareFile,
      createStatistics({ ...shared, desk: broadcasts, channels, more: ledgers.figuresWithPicture }).handle,
      createRollAbility({ ...shared, channels, rolls }).handle,
      receipts.handle,
      handoff.handle,
      createIntegrityAbility({ ...shared, plan }),
      ...following.abilities,
      receptionDays.handle,
      reception.handle,
      answers.handle,
    ],
  });
  const sender = createSender({
    ...shared,
    owner,
    channels,
    linkOf,
    random: Math.random,
    sleep: (ms) => setTimeout(ms),
    quietHours: config.quietHours,
    dailyCap: config.dailyCap,
  });
  const inboxLoops = config.models.chat === null ? loopsOfWork : loopsOfWaiting;
  const absence = createAbsence({
    ...shared,
    async catchUp() {
      await plan.planDue();
      await series.planDue();
    },
  });
  const lookUps = createLookUps({ ...shared, channels });
  const readChecks = createReadChecks({ ...shared, channels });
  const jobs = createJobRunner({
    ...shared,
    jobs: store.jobs,
    audit: store.audit,
    folder: join(config.dataDir, 'jobs'),
  });
  const removeFiles = async (): Promise<void> => {
    await jobs.tidy();
    await uploads.tidy(clock.now() - receivedFileMs);
    await store.messages.scrubReplies(clock.now());
    const removed = await store.files.removeExpired(clock.now());
    if (removed > 0) log.info({ removed }, 'files are not kept any longer');
  };
  const work: WorkDeps = {
    inbox,
    sender,
    lookUps,
    readChecks,
    plan,
    series,
    absence,
    reminders,
    assignments: following.assignments,
    dayPlan: receptionDays.plan,
    removeFiles,
    knowledge,
    log,
    wakes,
    inboxLoops,
  };
  const rooms = createRooms({ web, store, clock });
  const keepConnected = (signal: AbortSignal): Promise<void> =>
    keepChannelsConnected(
      {
        ...shared,
        ...store,
        statuses: store.channelStatuses,
        channels: platforms,
        heardAt: intake.heardAt,
        leaseMs: connectionLeaseMs,
      },
      signal,
    );
  const webInvites = createWebInviteDesk(shared);
  const serving: Serving = createServing({
    config,
    store,
    index,
    knowledge,
    models,
    library,
    holidays,
    forms,
    channels: [...channels.values()],
    now: clock.now,
    web,
    rooms,
    async followSettings() {
      for (const groups of groupsSetUp(config)) await followSettings({ store, clock }, groups);
    },
    receipts,
    invites: webInvites,
    staff: {
      clock,
      broadcasts,
      rolls,
      sms,
      signIn: createSignInDesk(signingIn),
      ...createStaffAccounts(signingIn),
      auditLog: createAuditLog({ ...shared, jobs, csv: exporters.csv }),
      system: createStaffSystem({
        ...shared,
        config,
        jobs,
        examine: () => serving.examine(),
        channelUse: () => serving.channelUse(),
        backup: (task) => backup(config, clock, task),
      }),
      countStatistics: () => countStatistics({ ...shared, desk: broadcasts }),
      directory: createDirectory({ ...shared, channels, jobs, tables }),
      jobs,
      readToday: createReadToday({
        daily: config.daily,
        ...shared,
        desk: broadcasts,
        plan,
        dailyCap,
        examine: () => serving.examineVital(),
      }),
      cases: createStaffCases({
        ...shared,
        holidays,
        kindNames: cases.kindNames,
        forms: forms.read,
        ledgers,
        jobs,
        xlsx: exporters.xlsx,
        followUp: following.followUp,
      }),
      days: createStaffDays(receptionDays, {
        kindNames: cases.kindNames,
        today: () => dayOf(clock.now(), config.timeZone),
      }),
      lists: createStaffLists({ ...shared, lists: receptionDays.lists, jobs, xlsx: exporters.xlsx }),
      daily: createStaffDaily({ ...drafting, jobs, window: config.daily, plan, occasions, holidays, writeMonthSheet }),
      knowledge: createStaffKnowledge({
        ...shared,
        folder,
        files,
        uploads,
        knowledge,
        answers,
        answering,
        handoff,
        synonyms: allSynonyms,
      }),
      recordAct: createRecordAct({ audit: store.audit, log }),
    },
    log,
    latency,
    work,
    jobs,
    keepConnected,
  });
  return {
    ...serving,
    config,
    clock,
    log,
    store,
    index,
    knowledge,
    answers,
    handoff,
    questions: createQuestionDesk({ ...shared, handoff, onKept: async () => {} }),
    cases,
    caseFiles,
    ledgers,
    followUp: following.followUp,
    receptionDays,
    broadcasts,
    sms,
    receipts,
    rolls,
    accounts: createAccounts(signingIn),
    organizations: createOrganizationDesk(shared),
    groups: createGroupDesk(shared),
    groupList: createGroupList({ ...shared, channels }),
    people: createPeopleDesk(shared),
    importPeople: createPeopleImport({ ...shared, tables }),
    webInvites,
    plan,
    orders,
    drafts,
    draftWithModel,
    writeMonthSheet,
    saveFile: (path, bytes) => replaceFile(path, (temporary) => writeFile(temporary, bytes)),
    library,
    occasions,
    async close() {
      await jobs.stop();
      await files.close();
      await index.close();
      await store.close();
    },
  };
}

async function makeDataDir(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    throw new AppError('config/invalid', `DATA_DIR：建不了文件夹 ${folder}，请换一个能写入的位置。`, { cause });
  });
}

/** The system's clock, or one that begins at BOT_NOW. */
export function clockOf(config: Config): Clock {
  return config.botNow === null ? systemClock : createShiftedClock(Date.parse(config.botNow));
}

function webGroupsOf(config: Config): { slug: string; title: string }[] {
  return config.webGroups.map((slug) => ({ slug, title: slug === 'demo' ? '清语体验群' : `网页群 ${slug}` }));
}

/** The calendar is large; it is loaded when first asked for, and once. */
function rememberOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | null = null;
  return () => (loaded ??= load());
}
