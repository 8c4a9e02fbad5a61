import { openStore } from '../../../src/adapters/store/store.ts';
import type { StoreOptions } from '../../../src/adapters/store/database.ts';
import type { Records, Store } from '../../../src/ports/store.ts';
import { type TelegramEmulator, startTelegramEmulator } from '../../support/telegram-emulator.ts';
import type { TelegramFault } from '../../support/telegram-emulator-faults.ts';
import { createTelegramLimits, type TelegramLimits } from '../../support/telegram-emulator-limits.ts';
import type { Bot } from '../../support/telegram-emulator-state.ts';

/** A platform with so many groups in which the bot is. */
export type Town = {
  telegram: TelegramEmulator;
  bot: Bot;
  limits: TelegramLimits;
  groups: number;
  /** When each message came, also those that were refused; milliseconds from some moment. */
  calls: readonly number[];
  /** Every message as members see it. */
  shown(): { chat: string; text: string }[];
};

/** `slowestMs`: from a call to what it does, and from there to the answer, at most. Without limits all may pass. */
export type TownOptions = { groups: number; random: () => number; slowestMs: number; limited: boolean };

export async function openTown({ groups, random, slowestMs, limited }: TownOptions): Promise<Town> {
  const telegram = await startTelegramEmulator();
  const bot = telegram.addBot({ token: '1:rehearsal', username: 'qingyu_bot' });
  const limits = createTelegramLimits();
  for (let group = 1; group <= groups; group += 1)
    telegram.addChat(bot, { id: -group, type: 'supergroup', title: titleOf(group) });
  const calls: number[] = [];
  const slowly = (): TelegramFault => ({
    kind: 'slow',
    beforeMs: random() * slowestMs,
    afterMs: random() * slowestMs,
  });
  telegram.faults.otherwise((method, payload) => {
    if (method !== 'sendMessage') return null;
    calls.push(performance.now());
    return (limited ? limits.admit(payload) : null) ?? (slowestMs > 0 ? slowly() : null);
  });
  return {
    telegram,
    bot,
    limits,
    groups,
    calls,
    shown: () =>
      Array.from({ length: groups }, (_, place) => -1 - place).flatMap((chat) =>
        telegram.shown(bot, chat).map(({ text = '' }) => ({ chat: String(chat), text })),
      ),
  };
}

/** The tag of the groups of the platform; those of the bot's own pages are not asked. */
export const townTag = '演练';

/** Lets the bot know the groups, which get what is sent from now on. */
export async function enrollTown(store: Pick<Records, 'conversations'>, groups: number): Promise<void> {
  const now = Date.now();
  for (let group = 1; group <= groups; group += 1) {
    const ref = { channel: 'telegram', kind: 'group', platformId: String(-group) } as const;
    const { id } = await store.conversations.ensure(ref, titleOf(group));
    await store.conversations.setTags(id, [townTag]);
    await store.conversations.setEnrolled(id, now);
  }
}

/** Opens the store for a look, as a command does beside a running bot. */
export async function withStore<T>(options: StoreOptions, look: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(options);
  try {
    return await look(store);
  } finally {
    await store.close();
  }
}

function titleOf(group: number): string {
  return `第 ${group} 协会`;
}
