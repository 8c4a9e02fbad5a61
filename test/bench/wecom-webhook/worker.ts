/** Sends what is due over the robots of groups, as the product does, until it is killed or told to end. Its argument is JSON. */
import { setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { createWecomWebhookChannel } from '../../../src/adapters/channels/wecom-webhook/channel.ts';
import { openStore } from '../../../src/adapters/store/store.ts';
import { createWake, runLoop } from '../../../src/base/wake.ts';
import { createSender } from '../../../src/features/broadcasts/sender.ts';
import type { Log } from '../../../src/ports/log.ts';
import { groupsOf } from './town.ts';

const Task = z.object({
  store: z.object({ kind: z.literal('sqlite'), file: z.string(), backupDir: z.string() }),
  root: z.string(),
  /** How many. */
  groups: z.int(),
});

const { store: options, root, groups } = Task.parse(JSON.parse(process.argv[2] ?? ''));
const clock = { now: () => Date.now() };
const log: Log = { debug() {}, info() {}, warn() {}, error() {} };
const store = await openStore({ ...options, now: clock.now });
const robots = new Map(groupsOf(groups).map(({ name, key }) => [name, { root, key }]));
const channel = createWecomWebhookChannel({ id: 'wecom-webhook', robots });
const sender = createSender({
  store,
  clock,
  log,
  owner: `sender-${process.pid}`,
  channels: new Map([[channel.id, channel]]),
  linkOf: String,
  timeZone: 'Asia/Shanghai',
  quietHours: null,
  dailyCap: 999,
  random: Math.random,
  sleep: (ms) => setTimeout(ms),
});
// As a bot that starts, and is the only one.
await sender.recover(true);
process.stdout.write('ready\n');

const stop = new AbortController();
setMaxListeners(0, stop.signal);
process.once('SIGTERM', () => stop.abort());
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
