import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createDailyLibrary } from '../../src/adapters/daily-library/daily-library.ts';
import { type Day, addDays } from '../../src/base/calendar.ts';
import type { DailyMessage } from '../../src/domain/daily-message.ts';
import { occasionNames } from '../../src/domain/occasion.ts';
import { loadAlmanac } from '../../src/features/integrity/almanac.ts';
import { type UsedMessage, chooseDailyMessage, restDays } from '../../src/features/integrity/choice.ts';

type Chosen = { day: Day; occasions: readonly string[]; message: DailyMessage };

const first = '2026-11-26';
const last = '2031-12-31';

const occasionsOf = await loadAlmanac();
const library = await createDailyLibrary(fileURLToPath(new URL('../../knowledge/integrity', import.meta.url))).read();
const years = simulate(library);
/** 节日廉洁 comes with the festivals, which have whole seasons between them. */
const themesOfAnyDay = [...new Set(library.map(({ theme }) => theme))].filter((theme) => theme !== '节日廉洁');

describe('the library over the next five years', () => {
  it('meets every occasion of the almanac', () => {
    const met = new Set(years.flatMap(({ occasions }) => occasions));

    expect(occasionNames.filter((name) => !met.has(name))).toEqual([]);
  });

  it('has a message of the weightiest occasion on every day that has one, and of none on the others', () => {
    const wrong = years.filter(({ occasions, message }) => !isOfDay(message.occasion, occasions[0] ?? null));

    expect(wrong.map(({ day, occasions, message }) => [day, occasions[0], message.id])).toEqual([]);
  });

  it('has another message for an occasion than the time before', () => {
    const again = occasionNames.flatMap((name) => {
      const ids = years.filter(({ occasions }) => occasions[0] === name).map(({ message }) => message.id);
      return ids.filter((id, i) => id === ids[i - 1]);
    });

    expect(again).toEqual([]);
  });

  it('repeats no message within 300 days', async ({ annotate }) => {
    const gaps = gapsOf(years.map(({ message }) => message.id));
    await annotate(`shortest: ${Math.min(...gaps)} days`);

    expect(Math.min(...gaps)).toBeGreaterThan(restDays);
  });

  it('uses every message', () => {
    const used = new Set(years.map(({ message }) => message.id));

    expect(library.filter(({ id }) => !used.has(id)).map(({ id }) => id)).toEqual([]);
  });

  it('lets the themes take turns: none two ordinary days running, and none away for more than a month', () => {
    const running = years.filter(
      ({ message }, i) => message.occasion === null && message.theme === years[i - 1]?.message.theme,
    );
    const away = themesOfAnyDay.filter((theme) => longestWait(theme) > 31);

    expect(running).toEqual([]);
    expect(themesOfAnyDay).toHaveLength(16);
    expect(away).toEqual([]);
  });
});

/** One message a day, as the bot sends them. */
function simulate(messages: readonly DailyMessage[]): Chosen[] {
  const recent: UsedMessage[] = [];
  const chosen: Chosen[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) {
    const occasions = occasionsOf(day);
    const message = chooseDailyMessage({ day, occasions, library: messages, recent });
    if (message === null) throw new Error(`nothing for ${day}`);
    recent.push({ date: day, messageId: message.id });
    chosen.push({ day, occasions, message });
  }
  return chosen;
}

/** 清明节 and the solar term 清明 share their messages. */
function isOfDay(occasion: string | null, weightiest: string | null): boolean {
  return occasion === weightiest || (weightiest === '清明节' && occasion === '清明');
}

/** Days between two uses of the same message. */
function gapsOf(ids: readonly string[]): number[] {
  const before = new Map<string, number>();
  return ids.map((id, i) => {
    const gap = i - (before.get(id) ?? -Infinity);
    before.set(id, i);
    return gap;
  });
}

/** Longest time between two days of a theme, in days. */
function longestWait(theme: string): number {
  const at = years.flatMap(({ message }, i) => (message.theme === theme ? [i] : []));
  return Math.max(...at.slice(1).map((day, i) => day - (at[i] ?? 0)));
}
