import { setTimeout } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { createTelegramChannel, type TelegramOptions } from '../../src/adapters/channels/telegram/channel.ts';
import type { ConversationChange } from '../../src/domain/conversation.ts';
import type { InboundMessage } from '../../src/domain/message.ts';
import type { Acknowledgement, AttachmentContents, Channel, Choosing, Intake } from '../../src/ports/channel.ts';
import { createNotingLog, type NotingLog } from './noting-log.ts';
import { startTelegramEmulator, type TelegramEmulator } from './telegram-emulator.ts';
import type { Bot, User } from './telegram-emulator-state.ts';

export const token = '7000000:AA-secret_of_the_bot';
export const groupId = -42;
export const zhang: User = { id: 101, is_bot: false, first_name: '张三' };
export const li: User = { id: 102, is_bot: false, first_name: '李四' };

type Stored = InboundMessage & { contents?: AttachmentContents };

/** What came in, and how storing it fails. */
export type Desk = {
  intake: Intake;
  accepted: Stored[];
  changes: ConversationChange[];
  pressed: Acknowledgement[];
  chosen: Choosing[];
  /** How often storing was tried in vain. */
  refusals: number;
  failure: Error | null;
};

/** Keeps what is handed in, unless told to fail. */
export function createDesk(): Desk {
  const desk: Desk = {
    intake: intakeOf(() => desk),
    accepted: [],
    changes: [],
    pressed: [],
    chosen: [],
    refusals: 0,
    failure: null,
  };
  return desk;
}

function intakeOf(desk: () => Desk): Intake {
  const check = (): void => {
    const { failure } = desk();
    if (failure === null) return;
    desk().refusals += 1;
    throw failure;
  };
  return {
    async accept(message, contents) {
      check();
      desk().accepted.push(contents === undefined ? message : { ...message, contents });
      return { messageId: desk().accepted.length, fresh: true };
    },
    async note(change) {
      check();
      desk().changes.push(change);
    },
    report: async () => {},
    async acknowledge(pressed) {
      check();
      desk().pressed.push(pressed);
      return `${pressed.sender.name}，已登记收到。`;
    },
    async choose(chosen) {
      check();
      desk().chosen.push(chosen);
      return chosenBy(chosen);
    },
  };
}

/** 李四 may not choose. */
export function chosenBy({ sender, place }: Choosing): { text: string; label: string | null } {
  if (sender.name === '李四') return { text: '这里请提交人来点。', label: null };
  return { text: `${sender.name}，已记下。`, label: `✓ ${place}` };
}

export type TelegramBench = Desk & {
  telegram: TelegramEmulator;
  bot: Bot;
  channel: Channel;
  log: NotingLog;
  /** Connects; resolves when it takes messages in. The function given back stops it. */
  start(): Promise<() => Promise<void>>;
  /** Another process with the same account, on what this one has stored. */
  another(options?: Partial<TelegramOptions>): Channel;
  /** Resolves when the platform knows of no update that is not confirmed. */
  confirmed(): Promise<void>;
  close(): Promise<void>;
};

/** A bot in the group 42 and in a private chat with 张三, on an emulator of its own. */
export async function openTelegram(options: Partial<TelegramOptions> = {}): Promise<TelegramBench> {
  const telegram = await startTelegramEmulator();
  const bot = telegram.addBot({ token, username: 'qingyu_bot' });
  telegram.addChat(bot, { id: groupId, type: 'group', title: '餐饮行业协会' });
  telegram.addChat(bot, { id: zhang.id, type: 'private' });
  const log = createNotingLog();
  const desk = createDesk();
  const create = (changes: Partial<TelegramOptions> = {}): Channel =>
    createTelegramChannel({
      id: 'telegram',
      token,
      apiRoot: telegram.url,
      webhook: null,
      intake: desk.intake,
      clock: { now: () => Date.now() },
      log,
      ...options,
      ...changes,
    });
  const channel = create();
  const stops: (() => Promise<void>)[] = [];
  return Object.assign(desk, {
    telegram,
    bot,
    channel,
    log,
    another: create,
    async start() {
      const stop = run(channel);
      stops.push(stop);
      await until(() => channel.health().state === 'up');
      return stop;
    },
    confirmed: () => telegram.until(() => bot.queue.length === 0),
    async close() {
      await Promise.all(stops.map((stop) => stop()));
      await telegram.close();
    },
  });
}

/** The same, closed with the test and connected. */
export async function connected(options: Partial<TelegramOptions> = {}): Promise<TelegramBench> {
  const bench = await openTelegram(options);
  onTestFinished(() => bench.close());
  await bench.start();
  return bench;
}

/** Runs the connection until the function given back is called. */
export function run(channel: Channel): () => Promise<void> {
  const stop = new AbortController();
  const ended = channel.connection?.run(stop.signal);
  return async () => {
    stop.abort();
    await ended;
  };
}

/** Resolves when the condition holds. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('the condition did not come true');
    await setTimeout(5);
  }
}
