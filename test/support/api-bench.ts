import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { createReadAddress } from '../../src/console/api/address.ts';
import { createApiRoutes } from '../../src/console/api/api.ts';
import type { Act } from '../../src/console/api/acts.ts';
import { createHandlers } from '../../src/console/api/handlers/all.ts';
import { createHttpServer } from '../../src/console/server.ts';
import type { Role } from '../../src/domain/user.ts';
import { createSmsDesk } from '../../src/features/broadcasts/sms-desk.ts';
import type { SmsAccount } from '../../src/features/broadcasts/sms-plan.ts';
import { countStatistics } from '../../src/features/broadcasts/statistics.ts';
import { type Accounts, createAccounts } from '../../src/features/directory/accounts.ts';
import { createReadToday } from '../../src/app/staff/today.ts';
import { createDirectory } from '../../src/app/staff/directory.ts';
import { createMakeTable } from '../../src/adapters/exports/in-memory.ts';
import { createExporters } from '../../src/app/exporters.ts';
import { createRollExport } from '../../src/features/broadcasts/roll-export.ts';
import { createJobRunner } from '../../src/app/jobs.ts';
import type { JobRunner } from '../../src/ports/job-runner.ts';
import { createSignInDesk } from '../../src/features/directory/sign-in.ts';
import { tablesInPlace } from './tables-in-place.ts';
import { openApiCases } from './api-cases.ts';
import { createApiDays } from './api-days.ts';
import { createApiDaily } from './api-daily.ts';
import { settingsDeps } from './api-settings.ts';
import { type BroadcastBench, openBroadcasts } from './broadcast-bench.ts';
import type { ModelDraftsDeps } from '../../src/features/integrity/model-drafts.ts';
import { createNotingLog, type NotingLog } from './noting-log.ts';
import { quickHasher } from './quick-hasher.ts';
import { type KnowledgeBench, openKnowledge } from './api-knowledge.ts';
import type { ScriptedChannel } from './scripted-channel.ts';
import { wordings } from './sms-bench.ts';

export type Asked = {
  method?: string;
  /** Sent as JSON; a string and bytes are sent as they are. */
  body?: unknown;
  /** Of a session, sent as the browser does. */
  token?: string | null;
  headers?: Record<string, string>;
};

export type Answered = { status: number; json: unknown; headers: Headers; text: string; bytes: Uint8Array };

export type ApiBench = BroadcastBench & {
  url: string;
  accounts: Accounts;
  jobs: JobRunner;
  knowledge: KnowledgeBench;
  log: NotingLog;
  /** What went on record. */
  acts: readonly Act[];
  ask(path: string, asked?: Asked): Promise<Answered>;
  /** A person with this role and this name signs in; resolves with the token. */
  signIn(role: Role, options?: { name?: string; mustChange?: boolean }): Promise<string>;
};

export const password = '春眠不觉晓处处闻啼鸟';
export const failureShape = z.strictObject({ error: z.strictObject({ code: z.string(), message: z.string() }) });

export type ApiOptions = {
  publicUrl?: string | null;
  bodyMs?: number;
  fileMs?: number;
  channel?: ScriptedChannel;
  smsAccount?: SmsAccount | null;
  dailyModel?: ModelDraftsDeps['model'];
  /** Entry of the worker that reads documents. */
  worker?: URL;
};

const someAccount: SmsAccount = { id: 'sms', signName: '某某协会', codes: new Map([['节前提醒', '1000002']]) };

/** The staff API over HTTP, with the real store and desks, at nine in the morning in China. */
export async function openApi({
  publicUrl = null,
  bodyMs = 10_000,
  fileMs = 10_000,
  channel,
  smsAccount = someAccount,
  dailyModel = null,
  ...reading
}: ApiOptions = {}): Promise<ApiBench> {
  const bench = await openBroadcasts(channel);
  const { store, clock, desk } = bench;
  const log = createNotingLog();
  const acts: Act[] = [];
  const passwords = quickHasher();
  let ids = 0;
  const accounts = createAccounts({ store, clock, passwords, newId: () => `u${(ids += 1)}` });
  const signIn = createSignInDesk({ store, clock, passwords });
  const statistics = { store, clock, timeZone: 'Asia/Shanghai', desk };
  const folder = await mkdtemp(join(tmpdir(), 'qingyu-jobs-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const jobs = createJobRunner({
    jobs: store.jobs,
    audit: store.audit,
    folder,
    clock,
    log,
    newId: () => `j${(ids += 1)}`,
  });
  onTestFinished(() => jobs.stop());
  const exporters = createExporters({ timeZone: 'Asia/Shanghai' });
  const knowledge = openKnowledge({ store, clock, log, folder, ...reading });
  const bound = createHandlers({
    signIn,
    broadcasts: desk,
    rolls: createRollExport({
      ...statistics,
      channels: new Map([[bench.channel.id, bench.channel]]),
      exporters,
      makeXlsx: createMakeTable(exporters.xlsx),
    }),
    sms: createSmsDesk({
      ...statistics,
      quietHours: null,
      dailyCap: 10,
      newId: () => `s${(ids += 1)}`,
      templates: { read: async () => [...wordings] },
      account: smsAccount,
      onPlanned() {},
    }),
    countStatistics: () => countStatistics(statistics),
    directory: createDirectory({
      ...statistics,
      jobs,
      tables: tablesInPlace(),
      channels: new Map([[bench.channel.id, bench.channel]]),
      newId: () => `d${(ids += 1)}`,
    }),
    jobs,
    readToday: createReadToday({
      ...statistics,
      daily: { from: '08:00', until: '12:00' },
      plan: { messageOf: async () => null },
      dailyCap: 10,
      examine: async () => [],
    }),
    cases: openApiCases(bench, jobs),
    ...createApiDays({ ...bench, jobs }),
    daily: createApiDaily({ store, clock, jobs, model: dailyModel }),
    knowledge: knowledge.handlers,
    ...settingsDeps({ store, clock, jobs, newId: () => `u${(ids += 1)}` }),
  });
  const recordAct = async (act: Act): Promise<void> => void acts.push(act);
  const addressOf = createReadAddress({ behindProxy: publicUrl !== null, trusted: [] });
  const routes = createApiRoutes({ bound, signIn, recordAct, clock, publicUrl, addressOf, bodyMs, fileMs });
  const server = createHttpServer({ routes: [routes], log });
  const { port } = await server.listen(0, '127.0.0.1');
  onTestFinished(() => server.close());
  const url = `http://127.0.0.1:${port}`;
  const cookie = `${publicUrl?.startsWith('https:') ? '__Host-' : ''}qingyu_session`;

  return {
    ...bench,
    url,
    accounts,
    jobs,
    knowledge,
    log,
    acts,
    ask: (path, asked = {}) => ask(`${url}${path}`, asked, cookie),
    async signIn(role, { name = `${role} ${(ids += 1)}`, mustChange = false } = {}) {
      await accounts.add(name, role);
      await accounts.setPassword(name, password, { mustChange });
      return (await signIn.signIn({ name, password, address: '127.0.0.1', agent: null, code: null, token: null }))
        .token;
    },
  };
}

async function ask(url: string, { method, body, token = null, headers }: Asked, cookie: string): Promise<Answered> {
  const response = await fetch(url, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(body === undefined ? {} : { 'content-type': typeOf(body) }),
      ...(token === null ? {} : { cookie: `${cookie}=${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isRaw(body) ? body : JSON.stringify(body) }),
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
  return { status: response.status, json: isJson ? JSON.parse(text) : null, headers: response.headers, text, bytes };
}

function isRaw(body: unknown): body is string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' || body instanceof Uint8Array;
}

function typeOf(body: unknown): string {
  return body instanceof Uint8Array ? 'application/octet-stream' : 'application/json';
}
