import { z } from 'zod';
import { isLoopback } from './loopback.ts';
import type { Settings } from './settings.ts';

/** A group's robot; `root`: where its platform's calls are, without the key. */
export type WecomRobot = { root: string; key: string };

/** `robots`: by the name of the group. */
export type WecomWebhookConfig = { id: string; robots: ReadonlyMap<string, WecomRobot> };

const officialRoot = 'https://qyapi.weixin.qq.com/cgi-bin/webhook';
const isName = /^(?=.*[\p{L}\p{N}])[^\p{Cc}\p{Cs}=,，]{1,60}$/u;
const isKey = /^[A-Za-z0-9_-]{8,100}$/u;

/** Says nothing of what was written: it holds keys. */
const usage =
  '应写成 群名=机器人的 Webhook 地址（或其中 key= 后面的密钥），几个群用逗号隔开，群名不能重复，一个机器人只写一次';

/** `群名=密钥,群名=地址`; two names for one robot would let a group get all of it twice. */
const robots = z.string().transform((text, context): ReadonlyMap<string, WecomRobot> => {
  const pairs = text.split(/[,，]/u).map(readPair);
  const read = new Map(pairs.filter((pair) => pair !== null));
  const keys = new Set([...read.values()].map(({ key }) => key));
  if (read.size === pairs.length && keys.size === pairs.length) return read;
  context.addIssue({ code: 'custom', message: usage });
  return z.NEVER;
});

export const wecomWebhookSettings = { WECOM_WEBHOOKS: robots.optional() } as const;

function readPair(part: string): readonly [string, WecomRobot] | null {
  const place = part.indexOf('=');
  const name = part.slice(0, Math.max(0, place)).trim().replace(/\s+/gu, ' ');
  const robot = readRobot(part.slice(place + 1).trim());
  return isName.test(name) && robot !== null ? [name, robot] : null;
}

function readRobot(value: string): WecomRobot | null {
  if (isKey.test(value)) return { root: officialRoot, key: value };
  if (!URL.canParse(value)) return null;
  const { protocol, hostname, origin, pathname, searchParams, username, password } = new URL(value);
  // The key would go over the network in the clear.
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  const key = searchParams.get('key') ?? '';
  if (!isSafe || username + password !== '' || !pathname.endsWith('/webhook/send') || !isKey.test(key)) return null;
  return { root: `${origin}${pathname.slice(0, -'/send'.length)}`, key };
}

export function toWecomWebhook({ WECOM_WEBHOOKS: found }: Settings): WecomWebhookConfig[] {
  return found === undefined ? [] : [{ id: 'wecom-webhook', robots: found }];
}

/** Whether what is sent reaches people. */
export function isRealRobot({ root }: WecomRobot): boolean {
  return !isLoopback(new URL(root).hostname);
}
