import { createSmsChannel } from '../../src/adapters/channels/sms/channel.ts';
import type { Provider } from '../../src/adapters/channels/sms/capabilities.ts';
import type { SmsTemplate } from '../../src/domain/sms-template.ts';
import type { Channel } from '../../src/ports/channel.ts';
import { wholeText } from '../contract/channel/bench.ts';
import { startAliyunSms } from './aliyun-sms-emulator.ts';
import { createHandClock, type HandClock } from './hand-clock.ts';
import type { SmsEmulator } from './sms-emulator.ts';
import { startTencentSms, tencentAppId } from './tencent-sms-emulator.ts';

/** Nobody's numbers. */
export const [zhangPhone, liPhone, wangPhone] = ['+8613800000000', '+8613800000001', '+8613800000002'] as const;

/** As each platform writes the same template. */
const holiday = {
  aliyun: '${姓名}您好，${节日}将至，请廉洁过节，不收不送礼品礼金。',
  tencent: '{1}您好，{2}将至，请廉洁过节，不收不送礼品礼金。',
} as const;

export const wordings: readonly SmsTemplate[] = [
  { name: wholeText.template, text: `\${${wholeText.variable}}` },
  { name: '节前提醒', text: holiday.aliyun },
];

/** The platform's numbers of them. */
const codes = new Map([
  [wholeText.template, '1000001'],
  ['节前提醒', '1000002'],
]);

export type SmsBench = {
  provider: Provider;
  emulator: SmsEmulator;
  channel: Channel;
  clock: HandClock;
  close(): Promise<void>;
};

const starts = { aliyun: startAliyunSms, tencent: startTencentSms } as const;

/** A channel beside its platform on loopback; both read the same clock. */
export async function openSms(provider: Provider, changes: { templates?: ReadonlyMap<string, string> } = {}) {
  const clock = createHandClock(new Date().toISOString());
  const whole = provider === 'aliyun' ? `\${${wholeText.variable}}` : '{1}';
  const templates = new Map([
    ['1000001', whole],
    ['1000002', holiday[provider]],
  ]);
  const emulator = await starts[provider]({ templates, now: clock.now });
  const channel = createSmsChannel({
    id: 'sms',
    provider,
    accessKeyId: emulator.keyId,
    accessKeySecret: emulator.secret,
    signName: emulator.sign,
    appId: provider === 'tencent' ? tencentAppId : '',
    region: provider === 'aliyun' ? 'cn-hangzhou' : 'ap-guangzhou',
    endpoint: { protocol: 'http', host: emulator.host },
    templates: changes.templates ?? codes,
    wordings: async () => wordings,
    clock,
  });
  return { provider, emulator, channel, clock, close: () => emulator.close() } satisfies SmsBench;
}
