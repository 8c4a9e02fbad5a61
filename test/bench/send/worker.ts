/** Sends what is due over the Telegram channel, at no pace but its own, until it is told to end. Its argument is JSON. */
import { setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { capabilities, createTelegramChannel } from '../../../src/adapters/channels/telegram/channel.ts';
import { openStore } from '../../../src/adapters/store/store.ts';
import { createWake, runLoop } from '../../../src/base/wake.ts';
import { createSender } from '../../../src/features/broadcasts/sender.ts';
import type { Channel } from '../../../src/ports/channel.ts';
import type { Log } from '../../../src/ports/log.ts';

const Task = z.object({
  store: z.union([
    z.object({ kind: z.literal('sqlite'), file: z.string(), backupDir: z.string() }),
    z.object({ kind: z.literal('postgres'), url: z.string() }),
  ]),
  apiRoot: z.string(),
  token: z.string(),
  owner: z.string(),
});

const { store: options, apiRoot, token, owner } = Task.parse(JSON.parse(process.argv[2] ?? ''));
const clock = { now: () => Date.now() };
const log: Log = { debug() {}, info() {}, warn() {}, error() {} };
const store = await openStore({ ...options, now: clock.now });
const intake = {
  accept: async () => ({ messageId: 1, fresh: true }),
  note: async () => {},
  acknowledge: async () => '',
  choose: async () => ({ text: '', label: null }),
  report: async () => {},
};
const connected = createTelegramChannel({ id: 'telegram', token, apiRoot, webhook: null, clock, log, intake });
const channel: Channel = { ...connected, capabilities: { ...capabilities, rates: [] } };
const sender = createSender({
  store,
  clock,
  log,
  owner,
  channels: new Map([[channel.id, channel]]),
  linkOf: String,
  timeZone: 'Asia/Shanghai',
  quietHours: null,
  dailyCap: 999,
  random: Math.random,
  sleep: (ms) => setTimeout(ms),
});

const stop = new AbortController();
setMaxListeners(0, stop.signal);
process.once('SIGTERM', () => stop.abort());
process.stdout.write('ready\n');
await runLoop(
  {
    round: () => sender.round(channel.id, stop.signal),
    wake: createWake(),
    every: 200,
    onError: (error) => void process.stderr.write(`${String(error)}\n`),
  },
  stop.signal,
);
await store.close();
