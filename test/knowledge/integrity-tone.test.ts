import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createDailyLibrary } from '../../src/adapters/daily-library/daily-library.ts';
import { type ToneFault, toneFaults } from '../../src/features/integrity/tone.ts';

const library = await createDailyLibrary(fileURLToPath(new URL('../../knowledge/integrity', import.meta.url))).read();
const messages = library.map(({ id, theme, text }) => ({ id, theme, text, faults: toneFaults(text) }));
const themes = [...new Set(messages.map(({ theme }) => theme))];

/** Words of command a theme may have, of some twenty-five messages. */
const commandsOfTheme = 1;

describe('the tone of the messages', () => {
  it('commands at most once a theme', () => {
    const commands = themes.map((name) => ofTheme(name).filter(({ faults }) => faults.includes('commands')).length);

    expect(Math.max(...commands)).toBeLessThanOrEqual(commandsOfTheme);
  });

  it('raises its voice at most once a message, has no slogans, and no three clauses of one shape in a row', () => {
    const faulty = messages.filter(({ faults }) => faults.some((fault) => fault !== 'commands'));

    expect(faulty.map(({ id, faults }) => [id, faults])).toEqual([]);
  });

  it.each<[string, ToneFault]>([
    ['不打招呼，不递条子，不收红包。', 'drums'],
    ['账要算清，事要办清，人要做清。', 'drums'],
    ['想的是会员，念的是会员，为的是会员。', 'drums'],
    ['先问一声！再动手！', 'shouts'],
    ['送礼的人来了，务必把东西退回去。', 'commands'],
    ['常敲警钟，把住自己的手。', 'slogan'],
  ])('would hear %s', (text, fault) => {
    expect(toneFaults(text)).toContain(fault);
  });

  it('lets a quotation have its own tone', () => {
    expect(toneFaults('“不贪，不占，不拿。”老会计把这句写在账本的第一页。')).toEqual([]);
  });

  it('is mostly 25 to 60 characters, and of different lengths within a theme', () => {
    const mostly = messages.filter(({ text }) => text.length >= 25 && text.length <= 60);
    const even = themes.filter((name) => spread(ofTheme(name).map(({ text }) => text.length)) < 15);

    expect(mostly.length / messages.length).toBeGreaterThan(0.9);
    expect(even).toEqual([]);
  });

  it('opens differently: no three of a theme begin alike, but for the name of their day', () => {
    const days = new Set(library.map(({ occasion }) => occasion?.slice(0, 2)));
    const alike = themes.flatMap((name) => {
      const openings = ofTheme(name).map(({ text }) => text.slice(0, 2));
      const thrice = openings.filter((opening) => openings.filter((other) => other === opening).length > 2);
      return thrice.filter((opening) => !days.has(opening)).map((opening) => `${name} ${opening}`);
    });

    expect([...new Set(alike)]).toEqual([]);
  });
});

function ofTheme(name: string): typeof messages {
  return messages.filter(({ theme }) => theme === name);
}

function spread(lengths: readonly number[]): number {
  return Math.max(...lengths) - Math.min(...lengths);
}
