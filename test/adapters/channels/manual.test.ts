import { describe, expect, it } from 'vitest';
import { createManualChannel } from '../../../src/adapters/channels/manual/channel.ts';
import { channelContract } from '../../contract/channel.ts';
import type { ChannelBench, Platform } from '../../contract/channel/bench.ts';

const group = { channel: 'manual', kind: 'group', platformId: '会员群' } as const;

const platform: Platform = {
  capabilities: {
    inbound: 'none',
    redelivery: 'none',
    maxText: null,
    files: null,
    quotes: false,
    buttons: false,
    receipts: [],
    idempotentSend: false,
    sentBy: 'person',
    rates: [],
    pause: null,
  },
  direct: false,
  faults: [],
  cuts: false,
};

/** Nothing comes in, nothing goes out, and nothing is connected: people do all of it. */
channelContract('manual', platform, async (): Promise<ChannelBench> => ({
  channel: createManualChannel(),
  group,
  direct: group,
  mention: '@清语',
  accepted: [],
  receive: async () => {},
  receiveInVain: async () => {},
  comesAgain: async () => {},
  failStore() {},
  shown: async () => [],
  fail() {},
  cut: async () => async () => {},
  until: async () => {},
  stop: async () => {},
  close: async () => {},
}));

describe('the manual channel', () => {
  it('never sends by itself, and says that a person must', async () => {
    const body = { kind: 'text', text: '寄语' } as const;
    const message = { to: group, body, replyTo: null, receiptOf: null, idempotencyKey: 'a' };

    await expect(createManualChannel().send(message, AbortSignal.timeout(1_000))).rejects.toMatchObject({
      name: 'ChannelError',
      failure: { kind: 'permanent', reason: 'unsupported' },
    });
  });
});
