import { isAbsolute, resolve } from 'node:path';
import { DateTime, IANAZone } from 'luxon';
import { z } from 'zod';
import { type DayWindow, isWithin } from './base/calendar.ts';
import { AppError } from './base/errors.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '应为 24 小时制时间，如 08:00');
const slugs = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}(,[a-z0-9][a-z0-9-]{0,39})*$/, {
  message: '应为 off，或以逗号分隔的网页群短名（小写字母、数字、连字符），如 demo,hr',
});

const schema = z.object({
  DATA_DIR: z.string().default('./data'),
  KNOWLEDGE_DIR: z.string().default('./knowledge'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, '应为 0 到 65535 的端口号')
    .transform(Number)
    .refine((port) => port <= 65535, '应为 0 到 65535 的端口号')
    .default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: '应为 http 或 https 网址' }).optional(),
  TIME_ZONE: z
    .string()
    .refine((zone) => IANAZone.isValidZone(zone), '应为 IANA 时区名，如 Asia/Shanghai')
    .default('Asia/Shanghai'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], '应为 debug、info、warn、error 或 silent')
    .default('info'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: '应为 postgres:// 开头的地址' }).optional(),
  WEB_GROUP: z.union([z.literal('off'), slugs]).default('demo'),
  DAILY_AT: time.default('08:00'),
  DAILY_UNTIL: time.default('12:00'),
  QUIET_HOURS: z
    .union([
      z.literal('off'),
      z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, '应为 off 或时段，如 21:30-07:30'),
    ])
    .default('21:30-07:30'),
  DAILY_CAP: z
    .string()
    .regex(/^\d{1,3}$/, '应为 0 到 999 的条数')
    .transform(Number)
    .default(4),
  BOT_NOW: z.iso
    .datetime({ offset: true, local: true, error: '应为 ISO 时间，如 2026-11-23T08:00:00+08:00' })
    .optional(),
});

type Settings = z.infer<typeof schema>;

/** Every variable the program reads; a test holds .env.example to it. */
export const variableNames: readonly string[] = Object.keys(schema.shape);

export type Config = {
  dataDir: string;
  knowledgeDir: string;
  /** The built pages; not a setting. */
  pagesDir: string;
  http: { port: number; host: string; publicUrl: string | null };
  timeZone: string;
  logLevel: Settings['LOG_LEVEL'];
  store: { kind: 'sqlite' } | { kind: 'postgres'; url: string };
  /** Slugs of the web groups; empty when switched off. */
  webGroups: readonly string[];
  daily: DayWindow;
  quietHours: DayWindow | null;
  /** Unrequested messages a group and day. */
  dailyCap: number;
  /** ISO time in UTC the clock is set to at start, for rehearsals. */
  botNow: string | null;
};

/** Turns environment variables into the one configuration, or throws `config/invalid` that names every bad variable. */
export function readConfig(env: Readonly<Record<string, string | undefined>>, home: string): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(present);
  if (!parsed.success) throw invalid(parsed.error.issues.map((issue) => `${issue.path.join('.')}：${sentence(issue)}`));

  const problems = contradictions(parsed.data);
  if (problems.length > 0) throw invalid(problems);
  return toConfig(parsed.data, home);
}

/** A union's own message is about the union; the last of its branches knows the form that was meant. */
function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_union') return issue.message;
  return issue.errors.at(-1)?.[0]?.message ?? issue.message;
}

function contradictions(settings: Settings): string[] {
  const problems: string[] = [];
  if (settings.DAILY_UNTIL <= settings.DAILY_AT) problems.push('DAILY_UNTIL：应晚于 DAILY_AT');
  const quiet = readWindow(settings.QUIET_HOURS);
  if (quiet && isWithin(settings.DAILY_AT, quiet))
    problems.push('DAILY_AT：落在 QUIET_HOURS 免打扰时段内，请改其中一个');
  return problems;
}

function toConfig(settings: Settings, home: string): Config {
  const within = (path: string): string => (isAbsolute(path) ? path : resolve(home, path));
  return {
    dataDir: within(settings.DATA_DIR),
    knowledgeDir: within(settings.KNOWLEDGE_DIR),
    pagesDir: resolve(home, 'dist/console/page'),
    http: { port: settings.PORT, host: settings.HOST, publicUrl: settings.PUBLIC_URL ?? null },
    timeZone: settings.TIME_ZONE,
    logLevel: settings.LOG_LEVEL,
    store: settings.DATABASE_URL ? { kind: 'postgres', url: settings.DATABASE_URL } : { kind: 'sqlite' },
    webGroups: settings.WEB_GROUP === 'off' ? [] : [...new Set(settings.WEB_GROUP.split(','))],
    daily: { from: settings.DAILY_AT, until: settings.DAILY_UNTIL },
    quietHours: readWindow(settings.QUIET_HOURS),
    dailyCap: settings.DAILY_CAP,
    botNow: settings.BOT_NOW ? toInstant(settings.BOT_NOW, settings.TIME_ZONE) : null,
  };
}

/** A time without an offset is meant in the association's zone, not in that of the machine. */
function toInstant(time: string, timeZone: string): string {
  return DateTime.fromISO(time, { zone: timeZone }).toJSDate().toISOString();
}

function readWindow(text: string): DayWindow | null {
  if (text === 'off') return null;
  const [from = '', until = ''] = text.split('-');
  return { from, until };
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
