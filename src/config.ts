import { isAbsolute, resolve } from 'node:path';
import { DateTime } from 'luxon';
import type { z } from 'zod';
import type { DayWindow } from './base/calendar.ts';
import { AppError } from './base/errors.ts';
import { channelProblems, type ChannelsConfig, toChannels } from './config/channels.ts';
import { contradictions, readWindow, type Settings, settingsSchema } from './config/settings.ts';

export type Config = {
  dataDir: string;
  knowledgeDir: string;
  /** The built pages; not a setting. */
  pagesDir: string;
  staffPagesDir: string;
  /** What is said to models, as staff may edit it; not a setting. */
  promptsDir: string;
  /** Says which version this is; not a setting. */
  packageFile: string;
  http: { port: number; host: string; publicUrl: string | null; trustedProxies: readonly string[] };
  timeZone: string;
  logLevel: Settings['LOG_LEVEL'];
  store: { kind: 'sqlite' } | { kind: 'postgres'; url: string };
  passages: PassagesConfig;
  models: ModelsConfig;
  channels: ChannelsConfig;
  /** Slugs of the web groups; empty when switched off. */
  webGroups: readonly string[];
  daily: DayWindow;
  quietHours: DayWindow | null;
  /** Unrequested messages a group and day. */
  dailyCap: number;
  /** ISO time in UTC the clock is set to at start, for rehearsals. */
  botNow: string | null;
};

/** Where passages are searched: in this process, or in Qdrant. */
export type PassagesConfig =
  | { kind: 'embedded' }
  | {
      kind: 'qdrant';
      url: string;
      apiKey: string | null;
      collection: string;
      shardNumber: number;
      replicationFactor: number;
      writeConsistencyFactor: number;
    };

/** An OpenAI-compatible endpoint and what is asked of it; null = not asked. */
export type ModelsConfig = {
  apiKey: string | null;
  /** Null = OpenAI's own. */
  baseUrl: string | null;
  chat: string | null;
  embedding: { model: string; dimensions: number | null } | null;
  /** Generated answers a day. */
  budget: { perMember: number; perConversation: number };
};

/** Turns environment variables into the one configuration, or throws `config/invalid` that names every bad variable. */
export function readConfig(env: Readonly<Record<string, string | undefined>>, home: string): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = settingsSchema.safeParse(present);
  if (!parsed.success) throw invalid(parsed.error.issues.map((issue) => `${issue.path.join('.')}：${sentence(issue)}`));

  const problems = [...contradictions(parsed.data), ...channelProblems(parsed.data)];
  if (problems.length > 0) throw invalid(problems);
  return toConfig(parsed.data, home);
}

/** A union's own message is about the union; the last of its branches knows the form that was meant. */
function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_union') return issue.message;
  return issue.errors.at(-1)?.[0]?.message ?? issue.message;
}

function toConfig(settings: Settings, home: string): Config {
  const within = (path: string): string => (isAbsolute(path) ? path : resolve(home, path));
  return {
    dataDir: within(settings.DATA_DIR),
    knowledgeDir: within(settings.KNOWLEDGE_DIR),
    pagesDir: resolve(home, 'dist/console/page'),
    staffPagesDir: resolve(home, 'dist/console/staff'),
    promptsDir: resolve(home, 'prompts'),
    packageFile: resolve(home, 'package.json'),
    http: {
      port: settings.PORT,
      host: settings.HOST,
      publicUrl: settings.PUBLIC_URL ?? null,
      trustedProxies: settings.TRUSTED_PROXY,
    },
    timeZone: settings.TIME_ZONE,
    logLevel: settings.LOG_LEVEL,
    store: settings.DATABASE_URL ? { kind: 'postgres', url: settings.DATABASE_URL } : { kind: 'sqlite' },
    passages: toPassages(settings),
    models: toModels(settings),
    channels: toChannels(settings),
    webGroups: settings.WEB_GROUP === 'off' ? [] : [...new Set(settings.WEB_GROUP.split(','))],
    daily: { from: settings.DAILY_AT, until: settings.DAILY_UNTIL },
    quietHours: readWindow(settings.QUIET_HOURS),
    dailyCap: settings.DAILY_CAP,
    botNow: settings.BOT_NOW ? toInstant(settings.BOT_NOW, settings.TIME_ZONE) : null,
  };
}

function toPassages(settings: Settings): PassagesConfig {
  if (settings.QDRANT_URL === undefined) return { kind: 'embedded' };
  return {
    kind: 'qdrant',
    url: settings.QDRANT_URL,
    apiKey: settings.QDRANT_API_KEY ?? null,
    collection: settings.QDRANT_COLLECTION,
    shardNumber: settings.QDRANT_SHARD_NUMBER,
    replicationFactor: settings.QDRANT_REPLICATION_FACTOR,
    writeConsistencyFactor: settings.QDRANT_WRITE_CONSISTENCY_FACTOR,
  };
}

function toModels(settings: Settings): ModelsConfig {
  const model = settings.EMBEDDING_MODEL;
  return {
    apiKey: settings.OPENAI_API_KEY ?? null,
    baseUrl: settings.OPENAI_BASE_URL ?? null,
    chat: settings.CHAT_MODEL ?? null,
    embedding: model === undefined ? null : { model, dimensions: settings.EMBEDDING_DIMENSIONS ?? null },
    budget: { perMember: settings.GENERATED_PER_MEMBER, perConversation: settings.GENERATED_PER_GROUP },
  };
}

/** A time without an offset is meant in the association's zone, not in that of the machine. */
function toInstant(time: string, timeZone: string): string {
  return DateTime.fromISO(time, { zone: timeZone }).toJSDate().toISOString();
}

function invalid(problems: string[]): AppError {
  return new AppError(
    'config/invalid',
    `设置有误，请改正后再启动：\n${problems.map((line) => `- ${line}`).join('\n')}`,
    {
      details: { problems },
    },
  );
}
