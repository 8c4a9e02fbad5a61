import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { createDingtalkChannel } from '../../../src/adapters/channels/dingtalk/channel.ts';
import { createBell, createWake, runLoop } from '../../../src/base/wake.ts';
import { createSender } from '../../../src/features/broadcasts/sender.ts';
import { createInbox } from '../../../src/features/inbox/inbox.ts';
import type { Channel } from '../../../src/ports/channel.ts';
import type { Log } from '../../../src/ports/log.ts';
import type { Store } from '../../../src/ports/store.ts';
import { clientId, clientSecret } from '../../support/dingtalk-emulator.ts';

export type BotDeps = { store: Store; apiRoot: string; onAccepted: (fresh: boolean) => void };

export type BenchBot = {
  channel: Channel;
  /** Takes in, answers and sends until the signal. */
  run(signal: AbortSignal): Promise<void>;
};

const inboxLoops = 4;
const everyMs = 200;
const clock = { now: () => Date.now() };
const log: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** The channel with the product's inbox and sender; the one ability says the message back. The platform's pace is not kept. */
export function createBenchBot({ store, apiRoot, onAccepted }: BotDeps): BenchBot {
  const wakes = { inbox: createWake(), sender: createBell() };
  const id = 'dingtalk';
  const owner = randomUUID();
  const connected = createDingtalkChannel({
    id,
    clientId,
    clientSecret,
    apiRoot,
    gateway: null,
    names: ['清语'],
    clock,
    log,
    intake: {
      async accept(message) {
        const accepted = await store.messages.accept(message, clock.now());
        onAccepted(accepted.fresh);
        wakes.inbox.notify();
        return accepted;
      },
      note: async () => {},
      acknowledge: async () => '',
      choose: async () => ({ text: '', label: null }),
      report: async () => {},
    },
  });
  const channel: Channel = { ...connected, capabilities: { ...connected.capabilities, rates: [] } };
  const inbox = createInbox({
    store,
    clock,
    log,
    owner,
    overhear: async () => null,
    abilities: [async (message) => async () => [{ text: `答 ${message.text}` }]],
    newId: () => randomUUID(),
    onClaimed: () => wakes.inbox.notify(),
    onReplies: () => wakes.sender.notify(),
  });
  const sender = createSender({
    store,
    clock,
    log,
    owner,
    linkOf: String,
    channels: new Map([[id, channel]]),
    timeZone: 'Asia/Shanghai',
    quietHours: null,
    dailyCap: 4,
    random: Math.random,
    sleep: (ms) => setTimeout(ms),
  });

  return {
    channel,
    async run(signal) {
      setMaxListeners(0, signal);
      const onError = (error: unknown): void => void process.stderr.write(`${String(error)}\n`);
      const wake = wakes.sender.wake();
      await Promise.all([
        channel.connection?.run(signal),
        ...Array.from({ length: inboxLoops }, () =>
          runLoop({ round: () => inbox.round(signal), wake: wakes.inbox, every: everyMs, onError }, signal),
        ),
        runLoop({ round: () => sender.round(id, signal), wake, every: everyMs, onError }, signal),
      ]);
    },
  };
}
