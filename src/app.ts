import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createWebChannel, type WebChannel } from './adapters/channels/web/channel.ts';
import { createDailyLibrary } from './adapters/daily-library/daily-library.ts';
import { createDocumentFiles } from './adapters/documents/document-files.ts';
import { createCsvExporter } from './adapters/exports/csv.ts';
import { createJsonExporter } from './adapters/exports/json.ts';
import { createXlsxExporter } from './adapters/exports/xlsx.ts';
import { createEmbeddedIndex } from './adapters/passages/embedded/embedded.ts';
import { createShiftedClock, systemClock } from './adapters/process/clock.ts';
import { createLog } from './adapters/process/log.ts';
import { openStore } from './adapters/store/store.ts';
import { createRooms } from './app/rooms.ts';
import { createKnowledge, type Knowledge } from './app/knowledge.ts';
import { storeOptionsOf } from './app/safekeeping.ts';
import { createServing, type Serving } from './app/serving.ts';
import type { WorkDeps } from './app/work.ts';
import { normalise } from './base/text.ts';
import { AppError } from './base/errors.ts';
import { createWake } from './base/wake.ts';
import type { Config } from './config.ts';
import { createGazetteer } from './domain/gazetteer.ts';
import { type Answers, createAnswers } from './features/answers/answers.ts';
import { createHandoff, type Handoff } from './features/answers/handoff.ts';
import { createSender } from './features/broadcasts/sender.ts';
import { createInbox } from './features/inbox/inbox.ts';
import { loadAlmanac, type OccasionsOf } from './features/integrity/almanac.ts';
import { createIntegrityAbility } from './features/integrity/integrity.ts';
import { createDailyPlan, type DailyPlan } from './features/integrity/plan.ts';
import { type CaseDesk, createCaseDesk } from './features/reception/case-desk.ts';
import { createReception } from './features/reception/reception.ts';
import type { Accept } from './ports/channel.ts';
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
  cases: CaseDesk;
  plan: DailyPlan;
  library: DailyLibrary;
  occasions: () => Promise<OccasionsOf>;
  close(): Promise<void>;
};

/** The one place where ports meet adapters. */
export async function createApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const clock = overrides.clock ?? clockOf(config);
  const log = overrides.log ?? createLog(config.logLevel);
  const newId = overrides.newId ?? randomUUID;
  await makeDataDir(config.dataDir);
  const store = overrides.store ?? (await openStore(storeOptionsOf(config, clock)));
  const gazetteer = createGazetteer();
  const index = createEmbeddedIndex({ gazetteer });
  const library = createDailyLibrary(join(config.knowledgeDir, 'integrity'));
  const wakes = { inbox: createWake(), sender: createWake() };

  const files = createDocumentFiles();
  const knowledge = createKnowledge({ folder: config.knowledgeDir, files, documents: store.documents, index, log });
  const occasions = rememberOnce(loadAlmanac);
  const shared = { store, clock, log, newId, timeZone: config.timeZone };
  const plan = createDailyPlan({ ...shared, library, occasions, window: config.daily, onPlanned: wakes.sender.notify });
  const answers = createAnswers({ ...shared, index, gazetteer, normalise });
  const handoff = createHandoff({ ...shared, onReplies: wakes.sender.notify });

  const accept: Accept = async (message) => {
    const accepted = await store.messages.accept(message, clock.now());
    wakes.inbox.notify();
    return accepted;
  };
  const web = createWebChannel({ ...shared, ...store, accept, groups: webGroupsOf(config) });
  const reception = createReception({ records: store, timeZone: config.timeZone });
  const exporters = { xlsx: createXlsxExporter(), csv: createCsvExporter(), json: createJsonExporter() };
  const cases = createCaseDesk({ records: store, exporters, timeZone: config.timeZone });
  const owner = newId();
  const inbox = createInbox({
    ...shared,
    owner,
    onClaimed: wakes.inbox.notify,
    onReplies: wakes.sender.notify,
    abilities: [handoff.handle, createIntegrityAbility({ ...shared, plan }), reception.handle, answers.handle],
  });
  const sender = createSender({
    ...shared,
    owner,
    channels: channelMap(web),
    quietHours: config.quietHours,
    dailyCap: config.dailyCap,
  });
  const work: WorkDeps = { inbox, sender, plan, knowledge, log, wakes };
  const rooms = createRooms({ web, store, clock });
  const serving = createServing({ config, store, index, library, web, rooms, log, work });
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
    cases,
    plan,
    library,
    occasions,
    close: () => store.close(),
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

function channelMap(...channels: WebChannel[]): ReadonlyMap<string, WebChannel> {
  return new Map(channels.map((channel) => [channel.id, channel]));
}

/** The calendar is large; it is loaded when first asked for, and once. */
function rememberOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | null = null;
  return () => (loaded ??= load());
}
