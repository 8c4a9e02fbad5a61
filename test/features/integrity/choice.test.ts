import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createDailyLibrary } from '../../../src/adapters/daily-library/daily-library.ts';
import { type Day, addDays } from '../../../src/base/calendar.ts';
import type { DailyMessage } from '../../../src/domain/daily-message.ts';
import { loadAlmanac } from '../../../src/features/integrity/almanac.ts';
import { type UsedMessage, chooseDailyMessage, recallDays, restDays } from '../../../src/features/integrity/choice.ts';

const occasionsOf = await loadAlmanac();
const library = await createDailyLibrary(
  fileURLToPath(new URL('../../../knowledge/integrity', import.meta.url)),
).read();
const threeYears = simulate('2026-01-01', 3 * 365, library);

describe('the choice of the day', () => {
  it('takes a message of the occasion on all occasions of three years, and never one of another', () => {
    const wrong = threeYears.filter(({ day, message }) => {
      const names = occasionsOf(day);
      return names.length === 0 ? message.occasion !== null : !names.includes(message.occasion ?? '');
    });

    expect(wrong).toEqual([]);
  });

  it('repeats a message of a small library only when nearly all others had their turn, in three years', () => {
    const sizes = [13, 11, 9, 11, 12, 11, 11, 3, 12, 15, 8, 13];
    const small = sizes.flatMap((size, theme) =>
      Array.from({ length: size }, (_, i) => message(`t${theme}-${String(i).padStart(3, '0')}`, `主题${theme}`, null)),
    );
    const ids = simulate('2026-01-01', 3 * 365, small).map(({ message: { id } }) => id);

    expect(smallestGap(ids)).toBeGreaterThanOrEqual(small.length - 2);
  });

  it('lets every message of a large library have its turn before the first comes again', () => {
    const large = makeLibrary({ themes: 10, each: 40 });
    const ids = simulate('2026-01-01', 400, large).map(({ message: { id } }) => id);

    expect(new Set(ids).size).toBe(400);
  });

  it('repeats nothing within 300 days when the library has as many', () => {
    const large = makeLibrary({ themes: 12, each: 28 });
    const ids = simulate('2026-01-01', 3 * 365, large).map(({ message }) => message.id);

    expect(smallestGap(ids)).toBeGreaterThan(restDays);
  });

  it('gives no theme two ordinary days running', () => {
    const pairs = threeYears.slice(1).map((day, i) => [threeYears[i]?.message, day.message]);

    const same = pairs.filter(([a, b]) => b?.occasion === null && a?.theme === b.theme);
    expect(same).toEqual([]);
  });

  it('lets every theme have its turn within three weeks of ordinary days', () => {
    const themes = new Set(library.map(({ theme }) => theme));
    const days = simulate('2026-06-24', 21, library);

    expect(new Set(days.map(({ message }) => message.theme)).size).toBe(themes.size);
  });

  it('comes to the same message whatever the order of library and days', () => {
    const recent = simulate('2026-01-01', 200, library).map(toUse);
    const occasions = occasionsOf('2026-07-20');
    const message = chooseDailyMessage({ day: '2026-07-20', occasions, library, recent });

    const shuffled = { library: library.toReversed(), recent: recent.toReversed() };
    expect(chooseDailyMessage({ day: '2026-07-20', occasions, ...shuffled })).toEqual(message);
  });

  it('is not moved by the days after it, nor by those beyond the recall', () => {
    const recent = simulate('2026-01-01', 30, library).map(toUse);
    const far = library.map(({ id }) => ({ date: addDays('2026-01-31', -recallDays - 1), messageId: id }));
    const later = library.map(({ id }) => ({ date: '2026-02-01', messageId: id }));
    const options = { day: '2026-01-31', occasions: [], library };

    expect(chooseDailyMessage({ ...options, recent: [...far, ...recent, ...later] })).toEqual(
      chooseDailyMessage({ ...options, recent }),
    );
  });

  it('takes the several messages of an occasion in turn over the years', () => {
    const some = [message('a-001', '甲', '春节'), message('b-001', '乙', '春节')];
    const spring = ['2026-02-17', '2027-02-06', '2028-01-26'].map(
      (day) => chooseDailyMessage({ day, occasions: ['春节'], library: some, recent: [] })?.id,
    );

    expect(new Set(spring).size).toBe(2);
    expect(spring[0]).toBe(spring[2]);
  });

  it('takes one of the occasion that did not come last time, whatever the year', () => {
    const some = [message('a-001', '甲', '春节'), message('b-001', '乙', '春节')];
    const recent = [{ date: '2026-02-17', messageId: 'b-001' }];
    const chosen = ['2027-02-06', '2028-01-26'].map(
      (day) => chooseDailyMessage({ day, occasions: ['春节'], library: some, recent })?.id,
    );

    expect(chosen).toEqual(['a-001', 'a-001']);
  });

  it('falls back to the solar term, then to any day, when the festival has no message', () => {
    const some = [message('a-001', '甲', null), message('b-001', '乙', '立秋')];
    const options = { day: '2027-08-08', library: some, recent: [] };

    expect(chooseDailyMessage({ ...options, occasions: ['七夕节', '立秋'] })?.id).toBe('b-001');
    expect(chooseDailyMessage({ ...options, occasions: ['七夕节'] })?.id).toBe('a-001');
  });

  it('uses the message of 清明 on 清明节', () => {
    const some = [message('a-001', '甲', null), message('b-001', '乙', '清明')];

    const chosen = chooseDailyMessage({ day: '2026-04-05', occasions: ['清明节', '清明'], library: some, recent: [] });
    expect(chosen?.id).toBe('b-001');
  });

  it('has nothing when the library has nothing for the day', () => {
    expect(chooseDailyMessage({ day: '2026-11-23', occasions: [], library: [], recent: [] })).toBeNull();
    const festive = [message('a-001', '甲', '春节')];
    expect(chooseDailyMessage({ day: '2026-11-23', occasions: [], library: festive, recent: [] })).toBeNull();
  });

  it('starts with a message that rested longest when all were used', () => {
    const some = ['a-001', 'b-001', 'c-001'].map((id) => message(id, id, null));
    const recent = [
      { date: '2026-11-20', messageId: 'b-001' },
      { date: '2026-11-21', messageId: 'a-001' },
      { date: '2026-11-22', messageId: 'c-001' },
    ];

    expect(chooseDailyMessage({ day: '2026-11-23', occasions: [], library: some, recent })?.id).toBe('b-001');
  });
});

type Chosen = { day: Day; message: DailyMessage };

/** One message a day, as the bot sends them. */
function simulate(from: Day, days: number, library: readonly DailyMessage[]): Chosen[] {
  const recent: UsedMessage[] = [];
  return Array.from({ length: days }, (_, i) => {
    const day = addDays(from, i);
    const chosen = chooseDailyMessage({ day, occasions: occasionsOf(day), library, recent });
    if (!chosen) throw new Error(`nothing for ${day}`);
    recent.push({ date: day, messageId: chosen.id });
    return { day, message: chosen };
  });
}

function toUse({ day, message }: Chosen): UsedMessage {
  return { date: day, messageId: message.id };
}

/** Fewest places between two uses of the same id. */
function smallestGap(ids: readonly string[]): number {
  const last = new Map<string, number>();
  const gaps = ids.map((id, i) => {
    const gap = i - (last.get(id) ?? -Infinity);
    last.set(id, i);
    return gap;
  });
  return Math.min(...gaps);
}

function makeLibrary({ themes, each }: { themes: number; each: number }): DailyMessage[] {
  return Array.from({ length: themes * each }, (_, i) => {
    const id = `t${i % themes}-${String(i).padStart(3, '0')}`;
    return message(id, `主题${i % themes}`, null);
  });
}

function message(id: string, theme: string, occasion: string | null): DailyMessage {
  return { id, theme, occasion, text: `寄语 ${id}`, source: null };
}
