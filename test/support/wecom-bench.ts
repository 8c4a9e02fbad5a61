import { setTimeout } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { createWecomChannel, type WecomOptions } from '../../src/adapters/channels/wecom/channel.ts';
import type { Channel } from '../../src/ports/channel.ts';
import { createNotingLog, type NotingLog } from './noting-log.ts';
import { createDesk, type Desk } from './telegram-bench.ts';
import { startWecomEmulator, type WecomEmulator } from './wecom-emulator.ts';

export const groupId = 'wrGroup1';

export type WecomBench = Desk & {
  wecom: WecomEmulator;
  channel: Channel;
  log: NotingLog;
  /** Connects; resolves when the bot is let in. */
  start(): Promise<void>;
  stop(): Promise<void>;
  until(condition: () => boolean): Promise<void>;
  close(): Promise<void>;
};

/** A bot in one group where it was spoken to, on an emulator of its own. Not yet connected. */
export async function openWecom(
  options: Partial<WecomOptions> = {},
  missing: () => string | null = () => null,
): Promise<WecomBench> {
  const wecom = await startWecomEmulator();
  wecom.addGroup(groupId);
  const log = createNotingLog();
  const desk = createDesk();
  const { botId, secret, url: wsUrl } = wecom;
  const settings = { id: 'wecom', botId, secret, wsUrl, names: ['清语'], welcome: '您好，我是清语。' };
  const clock = { now: () => Date.now() };
  const channel = createWecomChannel({ ...settings, intake: desk.intake, clock, log, ...options }, missing);
  let stopping = new AbortController();
  let running = Promise.resolve();
  const stop = async (): Promise<void> => {
    stopping.abort();
    await running;
  };
  return Object.assign(desk, {
    wecom,
    channel,
    log,
    async start() {
      stopping = new AbortController();
      running = channel.connection?.run(stopping.signal) ?? Promise.resolve();
      await until(() => channel.health().state === 'up');
    },
    stop,
    until,
    async close() {
      await stop();
      await wecom.close();
    },
  });
}

/** The same, connected, spoken to in its group, and closed with the test. */
export async function connectedWecom(options: Partial<WecomOptions> = {}): Promise<WecomBench> {
  const bench = await openWecom(options);
  onTestFinished(() => bench.close());
  await bench.start();
  await speak(bench);
  return bench;
}

/** Somebody mentions the bot in its group, which is forgotten at once. */
export async function speak({ wecom, accepted, until }: WecomBench): Promise<void> {
  wecom.text({ chat: groupId, from: 'wangwu', text: '@清语助手 在吗' });
  await until(() => accepted.length > 0);
  accepted.length = 0;
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('the condition did not come true');
    await setTimeout(5);
  }
}
