import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { setMaxListeners } from 'node:events';
import { createBell, createWake, runLoop } from '../../../src/base/wake.ts';
import { createSender } from '../../../src/features/broadcasts/sender.ts';
import { createInbox } from '../../../src/features/inbox/inbox.ts';
import type { Channel, Intake } from '../../../src/ports/channel.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Log } from '../../../src/ports/log.ts';
import type { Store } from '../../../src/ports/store.ts';

export type BotDeps = {
  store: Store;
  connect: (deps: { intake: Intake; clock: Clock; log: Log }) => Channel;
  onAccepted: () => void;
};

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
export function createBenchBot({ store, connect, onAccepted }: BotDeps): BenchBot {
  const wakes = { inbox: createWake(), sender: createBell() };
  const connected = connect({
    clock,
    log,
    intake: {
      async accept(message) {
        const accepted = await store.messages.accept(message, clock.now());
        if (accepted.fresh) onAccepted();
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
    owner: 'bench',
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
    owner: 'bench',
    channels: new Map([[channel.id, channel]]),
    linkOf: String,
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
        runLoop({ round: () => sender.round(channel.id, signal), wake, every: everyMs, onError }, signal),
      ]);
    },
  };
}
