import { type TelegramFault, tooMany } from './telegram-emulator-faults.ts';
import type { Json } from './telegram-emulator-state.ts';

/** What Telegram says of itself: about 30 messages a second of a bot, 20 a minute to one group. */
export const telegramLimits = {
  account: { max: 30, perMs: 1_000 },
  group: { max: 20, perMs: 60_000 },
} as const;

export type TelegramLimits = {
  /** Counts a message that comes now; the refusal when it is one too many, null when it may pass. */
  admit(payload: Json): TelegramFault | null;
  /** The most that were let through in any window. */
  worst(): { account: number; group: number };
  refused(): number;
};

/** Counts in sliding windows, the strictest reading of the limits; what was refused does not count. */
export function createTelegramLimits(now: () => number = () => performance.now()): TelegramLimits {
  const account = createWindow(telegramLimits.account.perMs);
  const groups = new Map<string, Window>();
  const worst = { account: 0, group: 0 };
  let refused = 0;

  return {
    admit(payload) {
      const at = now();
      const chat = String(payload['chat_id']);
      const group = groups.get(chat) ?? createWindow(telegramLimits.group.perMs);
      groups.set(chat, group);
      const waitMs = Math.max(
        account.waitMs(at, telegramLimits.account.max),
        group.waitMs(at, telegramLimits.group.max),
      );
      if (waitMs > 0) {
        refused += 1;
        return tooMany(Math.ceil(waitMs / 1_000));
      }
      worst.account = Math.max(worst.account, account.count(at));
      worst.group = Math.max(worst.group, group.count(at));
      return null;
    },
    worst: () => ({ ...worst }),
    refused: () => refused,
  };
}

type Window = {
  /** 0 when another one fits. */
  waitMs(at: number, max: number): number;
  /** Adds one; how many there are now. */
  count(at: number): number;
};

function createWindow(perMs: number): Window {
  let times: number[] = [];
  const forget = (at: number): void => {
    times = times.filter((time) => time > at - perMs);
  };
  return {
    waitMs(at, max) {
      forget(at);
      const first = times[times.length - max];
      return first === undefined ? 0 : first + perMs - at;
    },
    count(at) {
      forget(at);
      return times.push(at);
    },
  };
}
