import { channelIdOf, type Accounts } from './accounts.ts';
import { type FeishuConfig, feishuProblems, isRealFeishu, toFeishu } from './feishu.ts';
import { type DingtalkConfig, dingtalkProblems, isRealDingtalk, toDingtalk } from './dingtalk.ts';
import { isLoopback } from './loopback.ts';
import type { Settings } from './settings.ts';
import { type SmsConfig, smsProblems, toSms } from './sms.ts';
import { isRealWecom, toWecom, type WecomConfig, wecomProblems } from './wecom.ts';
import { isRealRobot, toWecomWebhook, type WecomWebhookConfig } from './wecom-webhook.ts';

/** One Telegram bot; without `webhook` it polls. `apiRoot` null = Telegram's own. */
export type TelegramConfig = {
  id: string;
  token: string;
  apiRoot: string | null;
  webhook: { url: string; path: string; secret: string } | null;
};

/** One WeChat account behind a puppet service; `endpoint` is host:port. */
export type WechatConfig = { id: string; puppet: string; token: string; endpoint: string; tls: boolean };

export type ChannelsConfig = {
  telegram: readonly TelegramConfig[];
  wechat: readonly WechatConfig[];
  wecom: readonly WecomConfig[];
  /** One for all robots, or none. */
  'wecom-webhook': readonly WecomWebhookConfig[];
  feishu: readonly FeishuConfig[];
  dingtalk: readonly DingtalkConfig[];
  /** One, or none. */
  sms: readonly SmsConfig[];
};

const none: Accounts = new Map();

export function toChannels(settings: Settings): ChannelsConfig {
  return {
    telegram: toTelegram(settings),
    wechat: toWechat(settings),
    wecom: toWecom(settings),
    'wecom-webhook': toWecomWebhook(settings),
    feishu: toFeishu(settings),
    dingtalk: toDingtalk(settings),
    sms: toSms(settings),
  };
}

function toTelegram(settings: Settings): TelegramConfig[] {
  const { PUBLIC_URL: publicUrl, TELEGRAM_WEBHOOK_SECRET: secret } = settings;
  return [...(settings.TELEGRAM_BOT_TOKEN ?? none)].map(([account, token]) => {
    const path = account === '' ? '/telegram/webhook' : `/telegram/webhook/${account}`;
    const isCalled = publicUrl !== undefined && secret !== undefined;
    return {
      id: channelIdOf('telegram', account),
      token,
      apiRoot: settings.TELEGRAM_API_ROOT?.replace(/\/+$/, '') ?? null,
      webhook: isCalled ? { url: `${publicUrl.replace(/\/+$/, '')}${path}`, path, secret } : null,
    };
  });
}

function toWechat(settings: Settings): WechatConfig[] {
  const endpoints = settings.WECHATY_PUPPET_SERVICE_ENDPOINT ?? none;
  return [...(settings.WECHATY_PUPPET_SERVICE_TOKEN ?? none)].map(([account, token]) => ({
    id: channelIdOf('wechat', account),
    puppet: settings.WECHATY_PUPPET,
    token,
    endpoint: endpoints.get(account) ?? '',
    tls: !settings.WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT,
  }));
}

/** What each variable alone does not show, one sentence a problem. */
export function channelProblems(settings: Settings): string[] {
  return [
    ...telegramProblems(settings),
    ...wechatProblems(settings),
    ...wecomProblems(settings),
    ...feishuProblems(settings),
    ...dingtalkProblems(settings),
    ...smsProblems(settings),
    ...rehearsalProblems(settings),
  ];
}

function telegramProblems(settings: Settings): string[] {
  if (settings.TELEGRAM_BOT_TOKEN !== undefined) return [];
  return (['TELEGRAM_API_ROOT', 'TELEGRAM_WEBHOOK_SECRET'] as const)
    .filter((name) => settings[name] !== undefined)
    .map((name) => `${name}：只在填了 TELEGRAM_BOT_TOKEN 时有用`);
}

function wechatProblems(settings: Settings): string[] {
  const tokens = settings.WECHATY_PUPPET_SERVICE_TOKEN ?? none;
  const endpoints = settings.WECHATY_PUPPET_SERVICE_ENDPOINT ?? none;
  const problems: string[] = [];
  // Without one the library asks a directory on the internet where the gateway is.
  if ([...tokens.keys()].some((account) => !endpoints.has(account)))
    problems.push('WECHATY_PUPPET_SERVICE_ENDPOINT：每个微信账号都要填网关地址，如 127.0.0.1:18788');
  if ([...endpoints.keys()].some((account) => !tokens.has(account)))
    problems.push('WECHATY_PUPPET_SERVICE_TOKEN：每个网关地址都要填对应的令牌');
  return problems;
}

/** A rehearsal may lead to a real message on the wrong day. */
function rehearsalProblems(settings: Settings): string[] {
  if (settings.BOT_NOW === undefined) return [];
  const { telegram, wechat, wecom, 'wecom-webhook': webhooks, feishu, dingtalk, sms } = toChannels(settings);
  const isReal =
    telegram.some(({ apiRoot }) => apiRoot === null || !isLoopback(new URL(apiRoot).hostname)) ||
    wechat.some(({ endpoint }) => !isLoopback(endpoint.replace(/:\d+$/, ''))) ||
    wecom.some(isRealWecom) ||
    webhooks.some(({ robots }) => [...robots.values()].some(isRealRobot)) ||
    feishu.some(isRealFeishu) ||
    dingtalk.some(isRealDingtalk) ||
    sms.some(({ endpoint }) => endpoint === null || !isLoopback(endpoint.host.replace(/:\d+$/, '')));
  return isReal ? ['BOT_NOW：只供测试和演练，接着真实的聊天平台时不能用，请去掉'] : [];
}
