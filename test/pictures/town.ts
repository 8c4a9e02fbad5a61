import { startTelegramEmulator, type TelegramEmulator } from '../support/telegram-emulator.ts';
import { type GroupTitle, groupTitles, people } from './invented.ts';

export type Town = {
  /** How a bot gets there. */
  settings: Record<string, string>;
  /** The bot comes into every group. */
  enter(): void;
  /** Somebody of the group turns to the bot. */
  say(group: GroupTitle, text: string): void;
  /** Resolves when all that was said is answered. */
  answered(): Promise<void>;
  /** Presses 收到 under the last message of each group that asks for it: some do at once, some later. */
  acknowledge(): void;
  /** The next message is shown, and the platform's answer is lost. */
  loseNext(): void;
  close(): Promise<void>;
};

/** Groups of many associations on a chat platform of this machine. */
export async function openTown(): Promise<Town> {
  const telegram = await startTelegramEmulator();
  const token = '7000000:pictures';
  const bot = telegram.addBot({ token, username: 'qingyu_bot' });
  for (const title of groupTitles) telegram.addChat(bot, { id: chatOf(title), type: 'supergroup', title });
  const expected = new Map<number, number>();
  return {
    settings: { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: telegram.url },
    enter() {
      for (const place of ['left', 'member'] as const)
        for (const title of groupTitles) telegram.people.place(bot, chatOf(title), place);
    },
    say(group, text) {
      const chat = chatOf(group);
      expected.set(chat, (expected.get(chat) ?? telegram.shown(bot, chat).length) + 1);
      telegram.people.say({ chat, from: memberOf(group, 0), text: `@qingyu_bot ${text}` });
    },
    answered: () =>
      telegram.until(() => [...expected].every(([chat, count]) => telegram.shown(bot, chat).length >= count)),
    acknowledge: () => acknowledge(telegram, bot),
    loseNext: () => telegram.faults.add('sendMessage', { kind: 'lost' }),
    close: () => telegram.close(),
  };
}

function acknowledge(telegram: TelegramEmulator, bot: ReturnType<TelegramEmulator['addBot']>): void {
  for (const [place, group] of groupTitles.entries())
    for (const message of telegram.shown(bot, chatOf(group)).filter(({ reply_markup: asked }) => asked !== undefined))
      for (let nth = 0; nth < 1 + (place % 4); nth += 1)
        telegram.people.press({ chat: chatOf(group), message: message.message_id, from: memberOf(group, nth) });
}

function chatOf(title: GroupTitle): number {
  return -1_001_001 - groupTitles.indexOf(title);
}

function memberOf(group: GroupTitle, nth: number) {
  const number = (groupTitles.indexOf(group) * 4 + nth) % people.length;
  return { id: 500 + number, is_bot: false, first_name: people[number]?.name ?? '会员' };
}
