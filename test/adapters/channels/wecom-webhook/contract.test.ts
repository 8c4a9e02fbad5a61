import { createWecomWebhookChannel } from '../../../../src/adapters/channels/wecom-webhook/channel.ts';
import { channelContract } from '../../../contract/channel.ts';
import type { ChannelBench, Fault, Platform } from '../../../contract/channel/bench.ts';
import { startWecomWebhook, type WecomFault } from '../../../support/wecom-webhook-emulator.ts';

const platform: Platform = {
  capabilities: {
    inbound: 'none',
    redelivery: 'none',
    maxText: { value: 2_048, in: 'bytes' },
    files: { maxBytes: 20 * 1024 * 1024, maxCaption: 0 },
    quotes: false,
    buttons: false,
    receipts: [],
    idempotentSend: false,
    sentBy: 'bot',
    rates: [{ scope: 'conversation', max: 20, perMs: 60_000, burst: 3 }],
    pause: null,
  },
  direct: false,
  // That nobody listens is all that surely means "not delivered, try again"; see the faults beside this.
  faults: ['rate_limited', 'unknown_outcome', 'permanent', 'gone'],
  cuts: false,
};

const group = { channel: 'wecom-webhook', kind: 'group', platformId: '会员企业群' } as const;
const key = 'key-of-the-members';

channelContract('wecom-webhook', platform, async (): Promise<ChannelBench> => {
  const emulator = await startWecomWebhook();
  emulator.groups.set(key, []);
  const channel = createWecomWebhookChannel({
    id: 'wecom-webhook',
    robots: new Map([[group.platformId, { root: emulator.root, key }]]),
  });
  return {
    channel,
    group,
    direct: group,
    mention: '',
    accepted: [],
    receive: async () => {},
    receiveInVain: async () => {},
    comesAgain: async () => {},
    failStore() {},
    shown: async () => emulator.groups.get(key) ?? [],
    fail: (fault) => emulator.fail('send', faultOf(fault)),
    cut: async () => async () => {},
    async until(state) {
      if (channel.health().state !== state) throw new Error(`it is ${channel.health().state}`);
    },
    stop: async () => {},
    close: () => emulator.close(),
  };
});

function faultOf(fault: Fault): WecomFault {
  switch (fault) {
    case 'rate_limited':
      return { kind: 'refuse', code: 45009 };
    case 'permanent':
      return { kind: 'refuse', code: 40058 };
    case 'gone':
      return { kind: 'refuse', code: 93000 };
    case 'unknown_outcome':
      return { kind: 'reset', taken: true };
    case 'auth':
    case 'moved':
    case 'transient':
      throw new Error('it has no such answer');
  }
}
