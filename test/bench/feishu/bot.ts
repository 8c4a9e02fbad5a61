import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { createFeishuChannel } from '../../../src/adapters/channels/feishu/channel.ts';
import { createBell, createWake, runLoop } from '../../../src/base/wake.ts';
import { createSender } from '../../../src/features/broadcasts/sender.ts';
import { createInbox } from '../../../src/features/inbox/inbox.ts';
import type { Channel, Intake } from '../../../src/ports/channel.ts';
import type { Log } from '../../../src/ports/log.ts';
import type { Store } from '../../../src/ports/store.ts';
import { feishuApp } from '../../support/feishu-emulator.ts';

export type BotDeps = { store: Store; domain: string; onAccepted: () => void };

/** A bot that was started; `stop` ends it as SIGTERM does. */
export type BenchBot = { channel: Channel; stop(): Promise<void> };

const inboxLoops = 4;
const everyMs = 200;
const clock = { now: () => Date.now() };
const log: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** The channel with the product's inbox and sender; the one ability says the message back. The platform's pace is not kept. */
export async function startBenchBot({ store, domain, onAccepted }: BotDeps): Promise<BenchBot> {
  const wakes = { inbox: createWake(), sender: createBell() };
  const id = 'feishu';
  const intake: Intake = {
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
  };
  const connected = createFeishuChannel({ id, ...feishuApp, domain, intake, clock, log });
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
    linkOf: String,
    channels: new Map([[id, channel]]),
    timeZone: 'Asia/Shanghai',
    quietHours: null,
    dailyCap: 4,
    random: Math.random,
    sleep: (ms) => setTimeout(ms),
  });
  await sender.recover(true);

  const stop = new AbortController();
  const { signal } = stop;
  setMaxListeners(0, signal);
  const onError = (error: unknown): void => void process.stderr.write(`${String(error)}\n`);
  const wake = wakes.sender.wake();
  const running = Promise.all([
    channel.connection?.run(signal),
    ...Array.from({ length: inboxLoops }, () =>
      runLoop({ round: () => inbox.round(signal), wake: wakes.inbox, every: everyMs, onError }, signal),
    ),
    runLoop({ round: () => sender.round(id, signal), wake, every: everyMs, onError }, signal),
  ]);
  return {
    channel,
    async stop() {
      stop.abort();
      await running;
    },
  };
}
