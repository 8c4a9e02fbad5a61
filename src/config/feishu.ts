import { z } from 'zod';
import { type Accounts, accountsOf, channelIdOf } from './accounts.ts';
import { isLoopback } from './loopback.ts';
import type { Settings } from './settings.ts';

/** One app of 飞书; `domain`: the address of the open platform, without a slash at its end. */
export type FeishuConfig = { id: string; appId: string; appSecret: string; domain: string };

const domains: Readonly<Record<string, string>> = {
  feishu: 'https://open.feishu.cn',
  lark: 'https://open.larksuite.com',
};

export const feishuSettings = {
  // With an id of another shape the SDK never connects, and does not say so.
  FEISHU_APP_ID: accountsOf(/^cli_[0-9a-fA-F]{16}$/, '应为飞书开放平台给的 App ID，如 cli_a1b2c3d4e5f60718').optional(),
  FEISHU_APP_SECRET: accountsOf(/^[\x21-\x2b\x2d-\x7e]+$/, '应为飞书开放平台给的 App Secret').optional(),
  FEISHU_DOMAIN: z
    .string()
    .refine(isDomain, '应为 feishu、lark，或开放平台的网址，如 https://open.feishu.cn；用 http 的只能在本机')
    .transform((written) => domains[written] ?? new URL(written).origin)
    .optional(),
} as const;

/** The secret would go over the network in the clear. */
function isDomain(text: string): boolean {
  if (domains[text] !== undefined) return true;
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, username, password, search, hash } = new URL(text);
  const isBare = [username, password, search, hash].every((part) => part === '') && pathname === '/';
  return isBare && (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname)));
}

const none: Accounts = new Map();

export function toFeishu(settings: Settings): FeishuConfig[] {
  const secrets = settings.FEISHU_APP_SECRET ?? none;
  return [...(settings.FEISHU_APP_ID ?? none)].map(([account, appId]) => ({
    id: channelIdOf('feishu', account),
    appId,
    appSecret: secrets.get(account) ?? '',
    domain: settings.FEISHU_DOMAIN ?? domains['feishu'] ?? '',
  }));
}

export function feishuProblems({ FEISHU_APP_ID, FEISHU_APP_SECRET, FEISHU_DOMAIN }: Settings): string[] {
  const ids = FEISHU_APP_ID ?? none;
  const secrets = FEISHU_APP_SECRET ?? none;
  const problems: string[] = [];
  if ([...ids.keys()].some((account) => !secrets.has(account)))
    problems.push('FEISHU_APP_SECRET：每个飞书应用都要填 App Secret，名字和 FEISHU_APP_ID 里的一样');
  if ([...secrets.keys()].some((account) => !ids.has(account)))
    problems.push('FEISHU_APP_ID：每个 App Secret 都要填对应的 App ID，名字和 FEISHU_APP_SECRET 里的一样');
  if (new Set(ids.values()).size < ids.size)
    problems.push('FEISHU_APP_ID：同一个应用写了两次，它的消息会分给两边，请去掉一个');
  if (FEISHU_DOMAIN !== undefined && ids.size === 0) problems.push('FEISHU_DOMAIN：只在填了 FEISHU_APP_ID 时有用');
  return problems;
}

/** Whether real people are behind it. */
export function isRealFeishu({ domain }: FeishuConfig): boolean {
  return !isLoopback(new URL(domain).hostname);
}
