import { z } from 'zod';
import { type Accounts, accountsOf, channelIdOf } from './accounts.ts';
import { isLoopback } from './loopback.ts';
import type { Settings } from './settings.ts';

/** One bot of WeCom; `wsUrl` null = the platform's own address. */
export type WecomConfig = { id: string; botId: string; secret: string; wsUrl: string | null };

const none: Accounts = new Map();

export const wecomSettings = {
  WECOM_BOT_ID: accountsOf(/^[\w-]{1,128}$/, '应为企业微信智能机器人的 BotID').optional(),
  WECOM_BOT_SECRET: accountsOf(/^[\x21-\x2b\x2d-\x7e]{1,256}$/, '应为企业微信智能机器人长连接的 Secret').optional(),
  WECOM_WS_URL: z
    .url({ protocol: /^wss?$/, error: '应为 ws 或 wss 网址，如 wss://openws.work.weixin.qq.com' })
    .refine(isSafe, '网址里不要带用户名、密码或参数；用 ws 的只能在本机')
    .optional(),
} as const;

/** The secret and all that members write would go over the network in the clear. */
function isSafe(text: string): boolean {
  // What is no URL of this kind has been told already.
  if (!URL.canParse(text) || !/^wss?:$/u.test(new URL(text).protocol)) return true;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const isBare = [username, password, search, hash].every((part) => part === '');
  return isBare && (protocol === 'wss:' || isLoopback(hostname));
}

/** Only accounts that have both. */
export function toWecom(settings: Settings): WecomConfig[] {
  const secrets = settings.WECOM_BOT_SECRET ?? none;
  return [...(settings.WECOM_BOT_ID ?? none)].map(([account, botId]) => ({
    id: channelIdOf('wecom', account),
    botId,
    secret: secrets.get(account) ?? '',
    wsUrl: settings.WECOM_WS_URL ?? null,
  }));
}

/** What each variable alone does not show, one sentence a problem. */
export function wecomProblems(settings: Settings): string[] {
  const { WECOM_BOT_ID: ids = none, WECOM_BOT_SECRET: secrets = none, WECOM_WS_URL: wsUrl } = settings;
  const problems: string[] = [];
  if ([...ids.keys()].some((account) => !secrets.has(account)))
    problems.push('WECOM_BOT_SECRET：每个 WECOM_BOT_ID 都要填对应的 Secret，几个账号时名字要一样');
  if ([...secrets.keys()].some((account) => !ids.has(account)))
    problems.push('WECOM_BOT_ID：每个 WECOM_BOT_SECRET 都要填对应的 BotID，几个账号时名字要一样');
  // Each of the two would take the connection away from the other, for ever.
  if (new Set(ids.values()).size < ids.size)
    problems.push('WECOM_BOT_ID：同一个 BotID 写了两次，一个机器人只能有一个连接');
  // Its channel would have the id of the robots of groups.
  if (ids.has('webhook'))
    problems.push('WECOM_BOT_ID：账号不能叫 webhook，这个名字留给群机器人（WECOM_WEBHOOKS），请换一个名字');
  if (wsUrl !== undefined && ids.size === 0) problems.push('WECOM_WS_URL：只在填了 WECOM_BOT_ID 时有用');
  return problems;
}

/** Whether members of a real organization would read what is sent. */
export function isRealWecom({ wsUrl }: WecomConfig): boolean {
  return wsUrl === null || !isLoopback(new URL(wsUrl).hostname);
}
