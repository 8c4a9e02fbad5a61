import { randomBytes } from 'node:crypto';
import { clientId, clientSecret, startDingtalkEmulator, type DingtalkEmulator } from './dingtalk-emulator.ts';
import { startFeishuEmulator, type FeishuEmulator } from './feishu-emulator.ts';
import { startTelegramEmulator, type TelegramEmulator } from './telegram-emulator.ts';
import type { Bot } from './telegram-emulator-state.ts';
import { startWecomEmulator, type WecomEmulator } from './wecom-emulator.ts';
import { startWecomWebhook, type WecomWebhookEmulator } from './wecom-webhook-emulator.ts';

/** Every platform with a gateway of its own on loopback, with one group each, and settings that connect to all of them. */
export type AllChannels = {
  telegram: TelegramEmulator;
  telegramBot: Bot;
  wecom: WecomEmulator;
  webhook: WecomWebhookEmulator;
  feishu: FeishuEmulator;
  dingtalk: DingtalkEmulator;
  settings: Record<string, string>;
  close(): Promise<void>;
};

/** What the platforms call the groups. */
export const places = {
  telegram: -1_001_000,
  wecom: 'wrSpoken',
  webhook: 'key-of-the-members',
  feishu: 'oc_group',
  dingtalk: 'cidChangsha/1+2==',
} as const;

/** The same person on each platform that tells who speaks. */
export const wang = {
  telegram: { id: 42, is_bot: false, first_name: '王会长' },
  wecom: 'wanghuizhang',
  feishu: { openId: 'ou_wang', name: '王会长' },
  dingtalk: { staffId: 'manager42', nick: '王会长' },
} as const;

export async function startAllChannels(): Promise<AllChannels> {
  const app = { appId: `cli_${randomBytes(8).toString('hex')}`, appSecret: `geheim${randomBytes(8).toString('hex')}` };
  const [telegram, wecom, webhook, feishu, dingtalk] = await Promise.all([
    startTelegramEmulator(),
    startWecomEmulator(),
    startWecomWebhook(),
    startFeishuEmulator({ app }),
    startDingtalkEmulator(),
  ]);
  const token = `7000000:${randomBytes(16).toString('hex')}`;
  const telegramBot = telegram.addBot({ token, username: 'qingyu_bot' });
  telegram.addChat(telegramBot, { id: places.telegram, type: 'supergroup', title: 'Telegram 会员群' });
  wecom.addGroup(places.wecom);
  webhook.groups.set(places.webhook, []);
  feishu.addChat({ id: places.feishu, kind: 'group', name: '飞书会员群', members: [wang.feishu] });
  dingtalk.addGroup(places.dingtalk, '钉钉会员群');

  return {
    telegram,
    telegramBot,
    wecom,
    webhook,
    feishu,
    dingtalk,
    settings: {
      TELEGRAM_BOT_TOKEN: token,
      TELEGRAM_API_ROOT: telegram.url,
      WECOM_BOT_ID: wecom.botId,
      WECOM_BOT_SECRET: wecom.secret,
      WECOM_WS_URL: wecom.url,
      WECOM_WEBHOOKS: `通知群=${webhook.addressOf(places.webhook)}`,
      FEISHU_APP_ID: app.appId,
      FEISHU_APP_SECRET: app.appSecret,
      FEISHU_DOMAIN: feishu.url,
      DINGTALK_CLIENT_ID: clientId,
      DINGTALK_CLIENT_SECRET: clientSecret,
      DINGTALK_API_ROOT: dingtalk.url,
    },
    async close() {
      await Promise.all([telegram, wecom, webhook, feishu, dingtalk].map((one) => one.close()));
    },
  };
}
