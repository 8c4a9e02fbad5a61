import { describe, expect, it } from 'vitest';
import { type ConnectionsDeps, keepConnected } from '../../src/app/connections.ts';
import type { Channel, ChannelHealth } from '../../src/ports/channel.ts';
import type { Store } from '../../src/ports/store.ts';
import { createNotingLog } from '../support/noting-log.ts';
import { createScriptedChannel } from '../support/scripted-channel.ts';
import { openTempStore } from '../support/temp-store.ts';

const clock = { now: () => Date.now() };
const leaseMs = 300;

describe('a connection', () => {
  it('is held by one process, and by the next one when that puts it down', async () => {
    const { store, second } = await openTempStore(clock);
    const [first, other] = [open(store, 'a'), open(await second(), 'b')];

    await first.connected();
    other.start();
    expect(other.runs).toBe(0);
    await first.stop();
    await other.connected();

    expect([first.runs, other.runs]).toEqual([1, 1]);
    await other.stop();
  });

  it('is taken over when the process that held it does not say so any more', async () => {
    const { store, second } = await openTempStore(clock);
    await store.leases.take('channel/web', { owner: 'dead', now: clock.now(), leaseMs });
    const other = open(await second(), 'b');

    const began = performance.now();
    await other.connected();

    expect(performance.now() - began).toBeGreaterThan(leaseMs / 2);
    await other.stop();
  });

  it('is put down by a process that lost it without noticing', async () => {
    const { store } = await openTempStore(clock);
    const first = open(store, 'a');
    await first.connected();
    const stolen = { owner: 'thief', now: clock.now() + 10 * leaseMs, leaseMs: 60_000 };

    await store.leases.take('channel/web', stolen);
    await first.disconnected();

    expect(first.runs).toBe(1);
    await first.stop();
  });

  it('has its health on record for others to read, to the end', async () => {
    const { store } = await openTempStore(clock);
    const first = open(store, 'a');
    await first.connected();

    const up = await first.status('up');
    await first.stop();

    expect(up).toMatchObject({ channel: 'web', detail: '已连接', account: '@qingyu', lastInboundAt: 7 });
    expect(await first.status('idle')).toMatchObject({ state: 'idle' });
  });

  it('is told in the log when it changes, as loudly as it matters', async () => {
    const { store } = await openTempStore(clock);
    const first = open(store, 'a');
    await first.connected();
    await first.status('up');

    first.say({ state: 'down', detail: '令牌无效', account: null });
    await first.status('down');
    await first.stop();

    const told = first.log.notes.map(({ level, data }) => [level, 'state' in data ? data.state : 'detail' in data]);
    expect(told).toContainEqual(['info', 'up']);
    expect(told).toContainEqual(['error', true]);
  });
});

/** A process with a channel whose connection lasts until it is told to end. */
function open(store: Store, name: string) {
  const log = createNotingLog();
  const stop = new AbortController();
  const here = createConnection();
  const deps: ConnectionsDeps = {
    leases: store.leases,
    statuses: store.channelStatuses,
    clock,
    log,
    leaseMs,
    newId: () => name,
    channels: [here.channel],
    heardAt: () => 7,
  };
  let running: Promise<void> | null = null;
  const start = (): void => void (running ??= keepConnected(deps, stop.signal));
  return {
    log,
    start,
    say: here.say,
    get runs() {
      return here.runs();
    },
    async connected() {
      start();
      await until(() => here.isConnected());
    },
    disconnected: () => until(() => !here.isConnected()),
    async status(state: string) {
      for (;;) {
        const found = (await store.channelStatuses.list()).find((one) => one.state === state);
        if (found) return found;
        await turn();
      }
    },
    async stop() {
      stop.abort();
      await running;
    },
  };
}

function createConnection() {
  const idle: ChannelHealth = { state: 'idle', detail: '没有连接', account: null };
  let health = idle;
  let runs = 0;
  const channel: Channel = {
    ...createScriptedChannel(),
    health: () => health,
    connection: {
      async run(signal) {
        runs += 1;
        health = { state: 'up', detail: '已连接', account: '@qingyu' };
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
        health = idle;
      },
    },
  };
  return {
    channel,
    runs: () => runs,
    isConnected: () => health.state !== 'idle',
    say(said: ChannelHealth) {
      health = said;
    },
  };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await turn();
}

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
