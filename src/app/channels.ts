import { join } from 'node:path';
import { createFeishuChannel } from '../adapters/channels/feishu/channel.ts';
import { createDingtalkChannel } from '../adapters/channels/dingtalk/channel.ts';
import { createSmsChannel } from '../adapters/channels/sms/channel.ts';
import { createTelegramChannel } from '../adapters/channels/telegram/channel.ts';
import { createWechatChannel } from '../adapters/channels/wechat/channel.ts';
import { createWecomChannel } from '../adapters/channels/wecom/channel.ts';
import { createWecomWebhookChannel } from '../adapters/channels/wecom-webhook/channel.ts';
import type { Config } from '../config.ts';
import type { ChannelsConfig } from '../config/channels.ts';
import type { Platform } from '../domain/platform.ts';
import type { SmsAccount } from '../features/broadcasts/sms-plan.ts';
import type { Channel, Intake } from '../ports/channel.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { SmsTemplates } from '../ports/sms-templates.ts';
import type { Finding } from './examine.ts';
import type { GroupsSetUp } from './set-up-groups.ts';

/** How members call the bot where its account has another name. */
const names = ['清语', '清語'];

/** To somebody who opens the private chat with the bot, where the platform lets it speak first. */
const welcome =
  '您好，我是清语，协会工作群的助手。可以直接问我协会的制度和政策，我按资料回答并注明出处；也可以发“/建议 …”反映事情、“/进度”查办理情况。发“/帮助”看全部用法。';

/** The setting that brings a chat platform in; `web` and `manual` are always there. */
export const platformSettings = {
  telegram: 'TELEGRAM_BOT_TOKEN',
  wechat: 'WECHATY_PUPPET_SERVICE_TOKEN',
  wecom: 'WECOM_BOT_ID',
  'wecom-webhook': 'WECOM_WEBHOOKS',
  feishu: 'FEISHU_APP_ID',
  dingtalk: 'DINGTALK_CLIENT_ID',
  sms: 'SMS_PROVIDER',
} as const satisfies Record<Exclude<Platform, 'web' | 'manual'> | keyof ChannelsConfig, string>;

export type PlatformDeps = { intake: Intake; clock: Clock; log: Log; smsTemplates: SmsTemplates };

/** The accounts of the settings on chat platforms. What a platform needs is loaded when its channel first uses it. */
export function createPlatformChannels({ channels, dataDir }: Config, deps: PlatformDeps): Channel[] {
  const created = {
    telegram: channels.telegram.map((account) => createTelegramChannel({ ...deps, ...account })),
    wechat: channels.wechat.map((account) =>
      createWechatChannel({ ...deps, ...account, stateDir: join(dataDir, account.id), names }),
    ),
    wecom: channels.wecom.map((account) => createWecomChannel({ ...deps, ...account, names, welcome })),
    'wecom-webhook': channels['wecom-webhook'].map(createWecomWebhookChannel),
    feishu: channels.feishu.map((account) => createFeishuChannel({ ...deps, ...account })),
    dingtalk: channels.dingtalk.map((account) => createDingtalkChannel({ ...deps, ...account, names })),
    sms: channels.sms.map((account) =>
      createSmsChannel({ ...account, clock: deps.clock, wordings: () => deps.smsTemplates.read() }),
    ),
  } satisfies Record<keyof ChannelsConfig, Channel[]>;
  return Object.values(created).flat();
}

/** The groups that are there because the settings name them. */
export function groupsSetUp({ channels }: Config): GroupsSetUp[] {
  const [webhooks] = channels['wecom-webhook'];
  // Also when none is named any more: those of before are then left.
  return [{ channel: webhooks?.id ?? 'wecom-webhook', names: [...(webhooks?.robots.keys() ?? [])] }];
}

/** Null: no text message service is set up. */
export function smsAccountOf({ channels }: Config): SmsAccount | null {
  const [account] = channels.sms;
  return account === undefined ? null : { id: account.id, signName: account.signName, codes: account.templates };
}

/** What `doctor` says of platforms that are not set up. */
export function examineAbsent({ channels }: Config): Finding[] {
  const findings: Finding[] = [];
  for (const name of Object.keys(platformSettings) as (keyof ChannelsConfig)[]) {
    if (channels[name].length > 0) continue;
    findings.push({
      name,
      state: 'off',
      detail: '没有设置',
      action: `要用的话填 ${platformSettings[name]}，见 README`,
    });
  }
  return findings;
}
