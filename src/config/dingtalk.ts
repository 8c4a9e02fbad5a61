import { z } from 'zod';
import { type Accounts, accountsOf, channelIdOf } from './accounts.ts';
import { isLoopback } from './loopback.ts';
import type { Settings } from './settings.ts';

/** One robot of an organization in DingTalk; `apiRoot` and `gateway` null = the platform's own. */
export type DingtalkConfig = {
  id: string;
  clientId: string;
  clientSecret: string;
  apiRoot: string | null;
  gateway: string | null;
};

/** The secret would go over the network in the clear. */
const endpoint = (example: string) =>
  z
    .url({ protocol: /^https?$/, error: `应为 http 或 https 网址，如 ${example}` })
    .refine(isEndpoint, '网址里不要带用户名、密码或问号后的参数；用 http 的只能在本机')
    .optional();

function isEndpoint(text: string): boolean {
  // What is no URL of this kind has been told already.
  if (!URL.canParse(text) || !/^https?:$/u.test(new URL(text).protocol)) return true;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const isBare = [username, password, search, hash].every((part) => part === '');
  return isBare && (protocol === 'https:' || isLoopback(hostname));
}

export const dingtalkSettings = {
  DINGTALK_CLIENT_ID: accountsOf(/^[\w-]{4,64}$/, '应为应用的 Client ID（AppKey），如 dingabc123').optional(),
  DINGTALK_CLIENT_SECRET: accountsOf(/^[\w-]{4,128}$/, '应为应用的 Client Secret（AppSecret）').optional(),
  DINGTALK_API_ROOT: endpoint('https://api.dingtalk.com'),
  DINGTALK_GATEWAY: endpoint('https://api.dingtalk.com/v1.0/gateway/connections/open'),
} as const;

const none: Accounts = new Map();

export function toDingtalk(settings: Settings): DingtalkConfig[] {
  const secrets = settings.DINGTALK_CLIENT_SECRET ?? none;
  return [...(settings.DINGTALK_CLIENT_ID ?? none)].map(([account, clientId]) => ({
    id: channelIdOf('dingtalk', account),
    clientId,
    clientSecret: secrets.get(account) ?? '',
    apiRoot: settings.DINGTALK_API_ROOT?.replace(/\/+$/, '') ?? null,
    gateway: settings.DINGTALK_GATEWAY ?? null,
  }));
}

export function dingtalkProblems(settings: Settings): string[] {
  const ids = settings.DINGTALK_CLIENT_ID ?? none;
  const secrets = settings.DINGTALK_CLIENT_SECRET ?? none;
  const problems: string[] = [];
  if ([...ids.keys()].some((account) => !secrets.has(account)))
    problems.push('DINGTALK_CLIENT_SECRET：每个 Client ID 都要填对应的 Client Secret，名字要一致');
  if ([...secrets.keys()].some((account) => !ids.has(account)))
    problems.push('DINGTALK_CLIENT_ID：每个 Client Secret 都要填对应的 Client ID，名字要一致');
  if (ids.size > 0) return problems;
  const useless = (['DINGTALK_API_ROOT', 'DINGTALK_GATEWAY'] as const).filter((name) => settings[name] !== undefined);
  return [...problems, ...useless.map((name) => `${name}：只在填了 DINGTALK_CLIENT_ID 时有用`)];
}

/** Whether a message could reach real people. */
export function isRealDingtalk({ apiRoot, gateway }: DingtalkConfig): boolean {
  return [apiRoot, gateway ?? apiRoot].some((url) => url === null || !isLoopback(new URL(url).hostname));
}
