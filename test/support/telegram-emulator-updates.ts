import { ApiRefusal } from './telegram-emulator-refusal.ts';
import type { Bot, EmulatorState, Json, Update } from './telegram-emulator-state.ts';

/** A request for updates that is held until there are some. */
export type Waiting = { wake: () => void; end: (refusal: ApiRefusal) => void };

/** The kinds a bot gets that never said which it wants. */
export const defaultAllowed = ['message', 'callback_query', 'my_chat_member'];

/** Puts an update into the bot's queue; undefined when it does not want this kind. */
export function pushUpdate(bot: Bot, kind: string, content: unknown): number | undefined {
  if (!bot.allowed.includes(kind)) return undefined;
  const update: Update = { update_id: bot.nextUpdate, [kind]: content };
  bot.nextUpdate += 1;
  bot.queue.push(update);
  bot.waiting?.wake();
  return update.update_id;
}

/**
 * As the platform does it: an offset confirms what is before it, everything else comes again; a negative one keeps the
 * tail; a second request ends the first.
 */
export async function getUpdates(
  state: EmulatorState,
  { bot, payload }: { bot: Bot; payload: Json },
  gone: AbortSignal,
): Promise<Update[]> {
  if (bot.webhook !== null)
    throw new ApiRefusal(
      409,
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  const { offset = 0, timeout = 0, limit = 100, allowed_updates: allowed } = payload;
  if (Array.isArray(allowed)) bot.allowed = allowed.length > 0 ? allowed.map(String) : defaultAllowed;
  bot.waiting?.end(
    new ApiRefusal(
      409,
      'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    ),
  );
  confirm(state, bot, Number(offset));
  if (bot.queue.length === 0 && Number(timeout) > 0) await wait({ state, bot }, Number(timeout), gone);
  return bot.queue.slice(0, Math.min(100, Math.max(1, Number(limit))));
}

function confirm(state: EmulatorState, bot: Bot, offset: number): void {
  if (offset < 0) bot.queue = bot.queue.slice(offset);
  else if (offset > 0) bot.queue = bot.queue.filter(({ update_id: id }) => id >= offset);
  state.changed();
}

function wait({ state, bot }: { state: EmulatorState; bot: Bot }, seconds: number, gone: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      gone.removeEventListener('abort', wake);
      // A newer request may wait by now.
      if (bot.waiting === waiting) bot.waiting = null;
    };
    const wake = (): void => {
      end();
      resolve();
    };
    const timer = setTimeout(wake, seconds * 1000);
    const waiting: Waiting = {
      wake,
      end(refusal) {
        end();
        reject(refusal);
      },
    };
    bot.waiting = waiting;
    state.changed();
    gone.addEventListener('abort', wake);
  });
}
