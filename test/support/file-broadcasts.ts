import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { type BroadcastDesk, createBroadcastDesk } from '../../src/features/broadcasts/desk.ts';
import { loadHolidays } from '../../src/features/broadcasts/holidays.ts';
import { createSender, type Sender } from '../../src/features/broadcasts/sender.ts';
import type { Capabilities } from '../../src/domain/channel.ts';
import type { Channel } from '../../src/ports/channel.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Store } from '../../src/ports/store.ts';
import { createNotingLog } from './noting-log.ts';
import { createScriptedChannel } from './scripted-channel.ts';

export type FileBroadcasts = {
  desk: BroadcastDesk;
  sender: Sender;
  /** Sends until nothing is due. */
  settle(): Promise<void>;
};

export type FileBroadcastDeps = {
  store: Store;
  clock: Clock;
  /** The file that stands for the platform: a line in it is what a group sees of one broadcast. */
  platform: string;
  owner: string;
  /** Told after each message. */
  onCall: () => void;
  /** What the platform can do beyond texts. */
  capabilities?: Partial<Capabilities>;
};

/** Desk and sender over a platform that shows the same message twice when it is sent twice. */
export function createFileBroadcasts(of: FileBroadcastDeps): FileBroadcasts {
  const { store, clock, platform, owner, onCall } = of;
  const channel: Channel = {
    ...createScriptedChannel([], false, of.capabilities),
    async send({ to, body, idempotencyKey }) {
      const texts = body.kind === 'file' ? [body.name] : partsIn(body.kind === 'text' ? body.text : '');
      await setImmediate();
      appendFileSync(platform, texts.map((text) => `${lineOf(to.platformId, text)}\n`).join(''));
      onCall();
      await setImmediate();
      return { platformMessageId: idempotencyKey };
    },
  };
  const channels = new Map([[channel.id, channel]]);
  const shared = { store, clock, channels, timeZone: 'Asia/Shanghai', newId: randomUUID, linkOf: String };
  const limits = { quietHours: null, dailyCap: 1_000_000 };
  const sender = createSender({
    ...shared,
    ...limits,
    random: Math.random,
    sleep: async () => {},
    owner,
    log: createNotingLog(),
  });
  const daily = { from: '08:00', until: '12:00' };
  return {
    sender,
    desk: createBroadcastDesk({ ...shared, ...limits, daily, holidays: loadHolidays, onPlanned() {} }),
    async settle() {
      const { signal } = new AbortController();
      while ((await sender.round(channel.id, signal)) || (await sender.fileRound(channel.id, signal)));
    },
  };
}

/** The line of a text in a group. */
export function lineOf(platformId: string, text: string): string {
  return `${platformId}\t${text}`;
}

/** A merged message as the texts it is made of. */
function partsIn(text: string): string[] {
  return text
    .split(/【[一二三四五六七八九]】/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
