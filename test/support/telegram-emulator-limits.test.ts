import { describe, expect, it } from 'vitest';
import { createTelegramLimits, type TelegramLimits } from './telegram-emulator-limits.ts';

function open(): { limits: TelegramLimits; passed: (chat: number, at: number) => boolean } {
  let now = 0;
  const limits = createTelegramLimits(() => now);
  return {
    limits,
    passed(chat, at) {
      now = at;
      return limits.admit({ chat_id: chat }) === null;
    },
  };
}

describe('the limits of the platform', () => {
  it('let thirty messages through in any second, and say of the next one how long to wait', () => {
    const { limits, passed } = open();
    const first = Array.from({ length: 30 }, (_, chat) => passed(chat, chat * 10));

    expect(first.every(Boolean)).toBe(true);
    expect(limits.admit({ chat_id: 99 })).toMatchObject({ status: 429, body: { parameters: { retry_after: 1 } } });
    expect(passed(99, 1_000)).toBe(true);
    expect(passed(100, 1_005)).toBe(false);
    expect(limits.worst()).toEqual({ account: 30, group: 1 });
    expect(limits.refused()).toBe(2);
  });

  it('let twenty a minute through to one group, and others meanwhile', () => {
    const { limits, passed } = open();
    for (let number = 0; number < 20; number += 1) passed(1, number * 1_500);

    expect(passed(1, 30_000)).toBe(false);
    expect(passed(2, 30_000)).toBe(true);
    expect(passed(1, 60_000)).toBe(true);
    expect(limits.worst()).toEqual({ account: 1, group: 20 });
  });
});
