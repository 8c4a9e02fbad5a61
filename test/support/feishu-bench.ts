import { setTimeout } from 'node:timers/promises';
import { beforeAll, onTestFinished } from 'vitest';
import { createFeishuChannel, type FeishuOptions } from '../../src/adapters/channels/feishu/channel.ts';
import { loadSdk } from '../../src/adapters/channels/feishu/load.ts';
import type { Channel } from '../../src/ports/channel.ts';
import { type FeishuEmulator, feishuApp, startFeishuEmulator } from './feishu-emulator.ts';
import { createNotingLog, type NotingLog } from './noting-log.ts';
import { createDesk, type Desk } from './telegram-bench.ts';

export const feishuGroup = 'oc_group';
export const feishuDirect = 'oc_zhang';
export const zhangSan = { openId: 'ou_zhang', name: '张三' };
export const liSi = { openId: 'ou_li', name: '李四' };

export type FeishuBench = Desk & {
  feishu: FeishuEmulator;
  channel: Channel;
  log: NotingLog;
  /** Connects; resolves when it takes messages in. The function given back stops it. */
  start(): Promise<() => Promise<void>>;
  /** Another process with the same app, on what this one has stored. */
  another(options?: Partial<FeishuOptions>, timing?: { recheckMs: number }): Channel;
  close(): Promise<void>;
};

/** The SDK takes seconds to load on a busy machine, which are no test's. */
export function loadedBefore(): void {
  beforeAll(async () => void (await loadSdk()));
}

/** A bot in a group and in a private chat with 张三, on an emulator of its own. */
export async function openFeishu(options: Partial<FeishuOptions> = {}): Promise<FeishuBench> {
  const feishu = await startFeishuEmulator();
  feishu.addChat({ id: feishuGroup, kind: 'group', name: '餐饮行业协会', members: [zhangSan, liSi] });
  feishu.addChat({ id: feishuDirect, kind: 'p2p', members: [zhangSan] });
  const log = createNotingLog();
  const desk = createDesk();
  const create = (changes: Partial<FeishuOptions> = {}, timing?: { recheckMs: number }): Channel =>
    createFeishuChannel(
      {
        id: 'feishu',
        ...feishuApp,
        domain: feishu.url,
        intake: desk.intake,
        clock: { now: () => Date.now() },
        log,
        ...options,
        ...changes,
      },
      timing,
    );
  const channel = create();
  const stops: (() => Promise<void>)[] = [];
  return Object.assign(desk, {
    feishu,
    channel,
    log,
    another: create,
    async start() {
      const stop = runFeishu(channel);
      stops.push(stop);
      await untilTrue(() => channel.health().state === 'up');
      return stop;
    },
    async close() {
      await Promise.all(stops.map((stop) => stop()));
      await feishu.close();
    },
  });
}

/** The same, closed with the test and connected. */
export async function connectedFeishu(options: Partial<FeishuOptions> = {}): Promise<FeishuBench> {
  const bench = await openFeishu(options);
  onTestFinished(() => bench.close());
  await bench.start();
  return bench;
}

/** Runs the connection until the function given back is called. */
export function runFeishu(channel: Channel): () => Promise<void> {
  const stop = new AbortController();
  const ended = channel.connection?.run(stop.signal);
  return async () => {
    stop.abort();
    await ended;
  };
}

/** Resolves when the condition holds. */
export async function untilTrue(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 25_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('the condition did not come true');
    await setTimeout(5);
  }
}
