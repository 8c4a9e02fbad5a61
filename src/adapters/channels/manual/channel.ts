import type { Capabilities } from '../../../domain/channel.ts';
import { type Channel, ChannelError } from '../../../ports/channel.ts';

const capabilities: Capabilities = {
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
};

/** Groups where no bot is allowed: a person copies what waits and posts it by hand. */
export function createManualChannel(): Channel {
  return {
    id: 'manual',
    capabilities,
    connection: null,
    webhook: null,
    canSend: () => false,
    async send() {
      throw new ChannelError({ kind: 'permanent', reason: 'unsupported' }, '这个群要由人把消息发进去。');
    },
    health: () => ({ state: 'up', detail: '由人把消息发到群里', account: null }),
    inspect: async () => [],
  };
}
