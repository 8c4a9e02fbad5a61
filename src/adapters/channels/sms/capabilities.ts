import type { Capabilities } from '../../../domain/channel.ts';
import type { RateLimit } from '../../../domain/rate-limit.ts';

export type Provider = 'aliyun' | 'tencent';

const [second, minute] = [1_000, 60_000];
const [hour, day] = [60 * minute, 24 * 60 * minute];

/** Far under what both let an account call in a second: what nobody asked for has time. */
const account: RateLimit = { scope: 'account', max: 10, perMs: second, burst: 5 };

/**
 * To one number, with the frequency limits as they are before anybody changes them in the console. Both are held on the
 * careful side, also for notices, which the platform may let through more often.
 *
 * 阿里云: 1 a minute, 5 an hour, 10 a day of one signature for codes, 50 a day of one template for notices
 * (https://help.aliyun.com/document_detail/108293.html). 腾讯云: 1 in 30 seconds of one text, 10 a day
 * (https://cloud.tencent.com/document/product/382/37444).
 */
const rates = {
  aliyun: [
    { scope: 'conversation', max: 1, perMs: minute, burst: 1 },
    { scope: 'conversation', max: 5, perMs: hour, burst: 2 },
    { scope: 'conversation', max: 10, perMs: day, burst: 4 },
    account,
  ],
  tencent: [
    { scope: 'conversation', max: 1, perMs: 30 * second, burst: 1 },
    { scope: 'conversation', max: 10, perMs: day, burst: 4 },
    account,
  ],
} as const satisfies Record<Provider, readonly RateLimit[]>;

/** Records of what was submitted come within minutes; ten are waited for. */
const sureAfterMs = 10 * minute;

/** Nobody can write to it, and nothing but approved templates goes out. */
export function capabilitiesOf(provider: Provider): Capabilities {
  return {
    inbound: 'none',
    redelivery: 'none',
    maxText: null,
    files: null,
    quotes: false,
    buttons: false,
    receipts: [],
    idempotentSend: false,
    sentBy: 'bot',
    templatesOnly: true,
    lookup: { sureAfterMs },
    rates: rates[provider],
    pause: null,
  };
}
