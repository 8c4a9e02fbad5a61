import type { TelegramEmulator } from '../../support/telegram-emulator.ts';
import { tooMany, type TelegramFault } from '../../support/telegram-emulator-faults.ts';
import type { Bot } from '../../support/telegram-emulator-state.ts';

export const groups = 100;
/** Under the twenty a minute that one member may send. */
const perMember = 10;

/** Lets as many messages wait at the platform, each with words of its own, spread over the groups. */
export function speak(telegram: TelegramEmulator, bot: Bot, messages: number): string[] {
  for (let group = 1; group <= groups; group += 1)
    telegram.addChat(bot, { id: -group, type: 'supergroup', title: `群 ${group}` });
  return Array.from({ length: messages }, (_, place) => {
    const member = Math.floor(place / perMember);
    const from = { id: 1_000 + member, is_bot: false, first_name: `成员${member}` };
    const words = `第 ${place} 条`;
    telegram.people.say({ chat: -1 - (member % groups), from, text: `@${bot.user.username} ${words}` });
    return words;
  });
}

const kinds: readonly TelegramFault[] = [tooMany(1), { kind: 'html', status: 502 }, { kind: 'drop' }, { kind: 'lost' }];

/** Of the calls that fetch and send, this share meets a fault, one kind after the other. Counts them by kind. */
export function disturb(telegram: TelegramEmulator, of: { share: number; random: () => number }): Map<string, number> {
  const met = new Map<string, number>();
  let next = 0;
  telegram.faults.otherwise((method) => {
    if ((method !== 'getUpdates' && method !== 'sendMessage') || of.random() >= of.share) return null;
    const fault = kinds[(next += 1) % kinds.length] ?? null;
    const name = `${method} ${fault?.kind === 'status' ? 429 : fault?.kind === 'html' ? 502 : (fault?.kind ?? '')}`;
    met.set(name, (met.get(name) ?? 0) + 1);
    return fault;
  });
  return met;
}
