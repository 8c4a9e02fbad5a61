import { commands } from '../../../domain/command.ts';
import type { Log } from '../../../ports/log.ts';
import type { BotApi } from './bot-api.ts';
import type { HealthNote } from './health.ts';
import type { Account } from './to-message.ts';
import { readUser } from './update.ts';

export type AccountDeps = { api: BotApi; channel: string; health: HealthNote };

/** Who the bot is; asked once, and again only after that failed. Throws an `ApiError`. */
export function createAccount({ api, channel, health }: AccountDeps): (signal: AbortSignal) => Promise<Account> {
  let known: Account | null = null;
  return async (signal) => {
    known ??= { channel, me: readUser(await api.call('getMe', {}, { signal })) };
    health.noteAccount(`@${known.me.username ?? known.me.id}`);
    return known;
  };
}

/** Puts the commands members use into the menu of the app. Without it they still work. */
export async function showCommands({ api, log }: { api: BotApi; log: Log }, signal: AbortSignal): Promise<void> {
  const menu = commands
    .filter(({ saidBy }) => saidBy === 'members')
    .map(({ latin, description }) => ({ command: latin, description }));
  try {
    await api.call('setMyCommands', { commands: menu }, { signal });
  } catch (error) {
    log.warn({ err: error }, 'the commands could not be put into the menu of Telegram');
  }
}
