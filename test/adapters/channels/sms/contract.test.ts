import { describe } from 'vitest';
import { capabilitiesOf, type Provider } from '../../../../src/adapters/channels/sms/capabilities.ts';
import { channelContract } from '../../../contract/channel.ts';
import type { ChannelBench, Fault, Platform } from '../../../contract/channel/bench.ts';
import { openSms, type SmsBench, zhangPhone } from '../../../support/sms-bench.ts';
import type { SmsFault } from '../../../support/sms-emulator.ts';

describe.each(['aliyun', 'tencent'] as const)('%s', (provider) => {
  channelContract(`sms of ${provider}`, platformOf(provider), async (): Promise<ChannelBench> => {
    const bench = await openSms(provider);
    const { channel, emulator, clock } = bench;
    const person = { channel: 'sms', kind: 'direct', platformId: zhangPhone } as const;
    return {
      channel,
      group: person,
      direct: person,
      mention: '',
      accepted: [],
      receive: async () => {},
      receiveInVain: async () => {},
      comesAgain: async () => {},
      failStore() {},
      shown: async () => emulator.taken.map(({ text }) => ({ text })),
      fail: (fault) => fail(bench, fault),
      report(key, as) {
        const at = clock.now();
        emulator.report(key, as === 'delivered' ? { kind: as, at } : { kind: 'failed', at, code: 'INVALID_NUMBER' });
      },
      cut: async () => async () => {},
      async until(state) {
        if (channel.health().state !== state) throw new Error(`it is ${channel.health().state}`);
      },
      stop: async () => {},
      close: () => bench.close(),
    };
  });
});

function platformOf(provider: Provider): Platform {
  return {
    capabilities: {
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
      lookup: { sureAfterMs: 600_000 },
      rates: capabilitiesOf(provider).rates,
      pause: null,
    },
    direct: true,
    // Only a refused connection surely means "not delivered, try again"; a number moves nowhere.
    faults: ['rate_limited', 'unknown_outcome', 'permanent', 'gone', 'auth'],
    cuts: false,
  };
}

const refusals = {
  aliyun: {
    rate_limited: 'isv.BUSINESS_LIMIT_CONTROL',
    permanent: 'isv.SMS_CONTENT_ILLEGAL',
    gone: 'isv.MOBILE_NUMBER_ILLEGAL',
    auth: 'isv.AMOUNT_NOT_ENOUGH',
  },
  tencent: {
    rate_limited: 'LimitExceeded.PhoneNumberThirtySecondLimit',
    permanent: 'FailedOperation.ContainSensitiveWord',
    gone: 'FailedOperation.PhoneNumberInBlacklist',
    auth: 'FailedOperation.InsufficientBalanceInSmsPackage',
  },
} as const satisfies Record<Provider, Partial<Record<Fault, string>>>;

function fail({ provider, emulator }: SmsBench, fault: Fault): void {
  emulator.fail('SendSms', faultOf(provider, fault));
}

function faultOf(provider: Provider, fault: Fault): SmsFault {
  if (fault === 'unknown_outcome') return { kind: 'reset', taken: true };
  if (fault === 'transient' || fault === 'moved') throw new Error('it has no such answer');
  return { kind: 'refuse', code: refusals[provider][fault] };
}
