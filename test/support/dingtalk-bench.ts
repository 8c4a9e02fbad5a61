import { onTestFinished } from 'vitest';
import { createDingtalkChannel, type DingtalkOptions } from '../../src/adapters/channels/dingtalk/channel.ts';
import type { StreamTiming } from '../../src/adapters/channels/dingtalk/stream.ts';
import type { Body, Channel, Outbound } from '../../src/ports/channel.ts';
import { clientId, clientSecret, type DingtalkEmulator, startDingtalkEmulator } from './dingtalk-emulator.ts';
import { createNotingLog, type NotingLog } from './noting-log.ts';
import { createDesk, type Desk, run, until } from './telegram-bench.ts';

export const groupId = 'cidQ1w2/e3R+4t==';
export const group = { channel: 'dingtalk', kind: 'group', platformId: groupId } as const;
export const zhang = { staffId: 'manager101', nick: '张三' };
export const li = { staffId: '0124582', nick: '李四' };

/** 张三 with the bot alone. */
export const alone = { channel: 'dingtalk', kind: 'direct', platformId: zhang.staffId } as const;

export type DingtalkBench = Desk & {
  dingtalk: DingtalkEmulator;
  channel: Channel;
  log: NotingLog;
  /** What the clock of the channel is ahead by, milliseconds. */
  later(ms: number): void;
  /** Connects; resolves when it takes messages in. The function given back stops it. */
  start(): Promise<() => Promise<void>>;
  /** Resolves when the platform knows of no message that is not acknowledged. */
  acknowledged(): Promise<void>;
  close(): Promise<void>;
};

export type BenchChanges = { options?: Partial<DingtalkOptions>; timing?: StreamTiming };

/** A robot in one group, and with 张三 alone, on an emulator of its own. */
export async function openDingtalk({ options, timing }: BenchChanges = {}): Promise<DingtalkBench> {
  const dingtalk = await startDingtalkEmulator();
  dingtalk.addGroup(groupId, '餐饮行业协会');
  for (const person of [zhang, li]) dingtalk.addPerson(person);
  const log = createNotingLog();
  const desk = createDesk();
  let ahead = 0;
  const all: DingtalkOptions = {
    id: 'dingtalk',
    clientId,
    clientSecret,
    apiRoot: dingtalk.url,
    gateway: null,
    names: ['清语'],
    intake: desk.intake,
    clock: { now: () => Date.now() + ahead },
    log,
    ...options,
  };
  const channel = createDingtalkChannel(all, timing);
  const stops: (() => Promise<void>)[] = [];
  return Object.assign(desk, {
    dingtalk,
    channel,
    log,
    later: (ms: number) => void (ahead += ms),
    async start() {
      const stop = run(channel);
      stops.push(stop);
      await until(() => channel.health().state === 'up');
      return stop;
    },
    acknowledged: () => dingtalk.until(() => dingtalk.waiting() === 0),
    async close() {
      await Promise.all(stops.map((stop) => stop()));
      await dingtalk.close();
    },
  });
}

/** The same, closed with the test and connected. */
export async function connected(changes: BenchChanges = {}): Promise<DingtalkBench> {
  const bench = await openDingtalk(changes);
  onTestFinished(() => bench.close());
  await bench.start();
  return bench;
}

/** What is said in the group, unless the changes say where. */
export function saying(body: Body | string, changes: Partial<Outbound> = {}): Outbound {
  return {
    to: group,
    body: typeof body === 'string' ? { kind: 'text', text: body } : body,
    replyTo: null,
    receiptOf: null,
    idempotencyKey: 'k',
    ...changes,
  };
}
