import { isIP } from 'node:net';
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { type DayWindow, isWithin } from '../base/calendar.ts';
import { accountsOf } from './accounts.ts';
import { feishuSettings } from './feishu.ts';
import { dingtalkSettings } from './dingtalk.ts';
import { smsSettings } from './sms.ts';
import { wecomSettings } from './wecom.ts';
import { wecomWebhookSettings } from './wecom-webhook.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '应为 24 小时制时间，如 08:00');
const slugs = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}(,[a-z0-9][a-z0-9-]{0,39})*$/, {
  message: '应为 off，或以逗号分隔的网页群短名（小写字母、数字、连字符），如 demo,hr',
});

const count = (from: number, to: number, error: string) =>
  z
    .string()
    .regex(/^\d{1,6}$/, error)
    .transform(Number)
    .refine((number) => number >= from && number <= to, error);

/** A password in it would end up in messages, and parameters would be lost. */
function isBareUrl(text: string): boolean {
  // What is no URL at all has been told already.
  if (!URL.canParse(text)) return true;
  const { username, password, search, hash } = new URL(text);
  return [username, password, search, hash].every((part) => part === '');
}

/** `10.0.0.5`, `172.18.0.0/16`, `fd00::/8`. */
function isPlace(written: string): boolean {
  const [address = '', bits, ...more] = written.split('/');
  const family = isIP(address);
  if (family === 0 || address.includes('%') || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32));
}

export const settingsSchema = z.object({
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
  TRUSTED_PROXY: z
    .string()
    .transform((list) => list.split(',').map((place) => place.trim()))
    .refine((places) => places.every(isPlace), '应为反向代理的 IP 地址或网段，逗号分隔，如 172.18.0.0/16')
    .default([]),
  TIME_ZONE: z
    .string()
    .refine((zone) => IANAZone.isValidZone(zone), '应为 IANA 时区名，如 Asia/Shanghai')
    .default('Asia/Shanghai'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], '应为 debug、info、warn、error 或 silent')
    .default('info'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: '应为 postgres:// 开头的地址' }).optional(),
  QDRANT_URL: z.url({ protocol: /^https?$/, error: '应为 http 或 https 网址，如 http://127.0.0.1:6333' }).optional(),
  QDRANT_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, '应为密钥，不含空格和汉字')
    .optional(),
  QDRANT_COLLECTION: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,100}$/, '应为字母、数字、- 或 _，不超过 100 个字符')
    .default('qingyu'),
  QDRANT_SHARD_NUMBER: count(1, 100, '应为 1 到 100 的整数').default(1),
  QDRANT_REPLICATION_FACTOR: count(1, 10, '应为 1 到 10 的整数').default(1),
  QDRANT_WRITE_CONSISTENCY_FACTOR: count(1, 10, '应为 1 到 10 的整数').default(1),
  OPENAI_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, '应为服务商给的密钥，不含空格和汉字')
    .optional(),
  OPENAI_BASE_URL: z
    .url({ protocol: /^https?$/, error: '应为 http 或 https 网址，如 https://api.deepseek.com/v1' })
    .refine(isBareUrl, '网址里不要带用户名、密码或问号后的参数，密钥填在 OPENAI_API_KEY')
    .optional(),
  CHAT_MODEL: z.string().max(200, '应为模型名').optional(),
  EMBEDDING_MODEL: z.string().max(200, '应为模型名').optional(),
  EMBEDDING_DIMENSIONS: count(8, 8192, '应为 8 到 8192 的整数').optional(),
  GENERATED_PER_MEMBER: count(0, 100_000, '应为 0 到 100000 的次数').default(30),
  GENERATED_PER_GROUP: count(0, 100_000, '应为 0 到 100000 的次数').default(300),
  TELEGRAM_BOT_TOKEN: accountsOf(/^\d+:[\w-]+$/, '应为 BotFather 给的令牌，如 123456:ABC-DEF').optional(),
  TELEGRAM_API_ROOT: z
    .url({ protocol: /^https?$/, error: '应为 http 或 https 网址，如 http://127.0.0.1:8081' })
    .refine(isBareUrl, '网址里不要带用户名、密码或问号后的参数')
    .optional(),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,256}$/, '应为 1 到 256 个字母、数字、- 或 _')
    .optional(),
  WECHATY_PUPPET: z
    .literal('wechaty-puppet-service', '只支持 wechaty-puppet-service（任何 gRPC 网关），请填它或留空')
    .default('wechaty-puppet-service'),
  WECHATY_PUPPET_SERVICE_TOKEN: accountsOf(/^[\w.-]+$/, '应为网关给的令牌，由字母、数字、-、_、. 组成').optional(),
  WECHATY_PUPPET_SERVICE_ENDPOINT: accountsOf(
    /^(?:[A-Za-z0-9.-]+|\[[0-9a-f:]+\]):\d{1,5}$/,
    '应为网关的 主机:端口，如 127.0.0.1:18788',
  ).optional(),
  WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: z
    .enum(['true', 'false', '1', '0'], '应为 true 或 false')
    .transform((text) => text === 'true' || text === '1')
    .default(false),
  ...wecomSettings,
  ...wecomWebhookSettings,
  ...feishuSettings,
  ...dingtalkSettings,
  ...smsSettings,
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

export type Settings = z.infer<typeof settingsSchema>;

/** Every variable the program reads; a test holds .env.example to it. */
export const variableNames: readonly string[] = Object.keys(settingsSchema.shape);

/** What each variable alone does not show, one sentence a problem. */
export function contradictions(settings: Settings): string[] {
  const problems: string[] = [];
  if (settings.DAILY_UNTIL <= settings.DAILY_AT) problems.push('DAILY_UNTIL：应晚于 DAILY_AT');
  const quiet = readWindow(settings.QUIET_HOURS);
  if (quiet && isWithin(settings.DAILY_AT, quiet))
    problems.push('DAILY_AT：落在 QUIET_HOURS 免打扰时段内，请改其中一个');
  return [...problems, ...modelProblems(settings)];
}

/** Without a key only an endpoint of one's own can answer. */
function modelProblems(settings: Settings): string[] {
  const problems: string[] = [];
  const isReachable = settings.OPENAI_API_KEY !== undefined || settings.OPENAI_BASE_URL !== undefined;
  for (const name of ['CHAT_MODEL', 'EMBEDDING_MODEL'] as const) {
    if (settings[name] !== undefined && !isReachable)
      problems.push(`${name}：还要填 OPENAI_API_KEY，或用 OPENAI_BASE_URL 指向不需要密钥的服务`);
  }
  if (settings.QDRANT_API_KEY !== undefined && settings.QDRANT_URL === undefined)
    problems.push('QDRANT_API_KEY：只在填了 QDRANT_URL 时有用');
  if (settings.EMBEDDING_DIMENSIONS !== undefined && settings.EMBEDDING_MODEL === undefined)
    problems.push('EMBEDDING_DIMENSIONS：只在填了 EMBEDDING_MODEL 时有用');
  return problems;
}

export function readWindow(text: string): DayWindow | null {
  if (text === 'off') return null;
  const [from = '', until = ''] = text.split('-');
  return { from, until };
}
