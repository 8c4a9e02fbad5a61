import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createDailyLibrary } from '../../src/adapters/daily-library/daily-library.ts';
import { occasionNames } from '../../src/domain/occasion.ts';

const library = await createDailyLibrary(fileURLToPath(new URL('../../knowledge/integrity', import.meta.url))).read();

/** Above this share of common pairs of characters two messages read alike. */
const alike = 0.3;

describe('the library that ships', () => {
  it('has at least 120 messages in at least eight themes', () => {
    expect(library.length).toBeGreaterThanOrEqual(120);
    expect(new Set(library.map(({ theme }) => theme)).size).toBeGreaterThanOrEqual(8);
  });

  it('has a message for every occasion', () => {
    const written = new Set(library.map(({ occasion }) => occasion));

    expect(occasionNames).toHaveLength(41);
    expect(occasionNames.filter((name) => !written.has(name))).toEqual([]);
  });

  it('names author or work wherever something is quoted', () => {
    const quoting = library.filter(({ text }) => /[“”「」『』"]/u.test(text));

    expect(quoting.length).toBeGreaterThan(50);
    expect(quoting.filter(({ source }) => !/《.+》/u.test(source ?? ''))).toEqual([]);
  });

  it('is at most 120 characters a message, in one line, and ends like a sentence', () => {
    expect(library.filter(({ text }) => text.length > 120 || !/[。？！]$/u.test(text))).toEqual([]);
  });

  it('has no two messages alike', () => {
    const pairs = library.flatMap((a, i) => library.slice(i + 1).map((b) => [a, b] as const));

    expect(pairs.filter(([a, b]) => likeness(a.text, b.text) > alike).map(([a, b]) => `${a.id} ${b.id}`)).toEqual([]);
  });

  it('would notice a message that was only turned a little', () => {
    const text = '贴发票的时候，把同行的人和办的事写在背面。写得出来的就报，写不出来的，自己付。';
    const turned = '贴发票时，把同行的人、办的事写在背面。写得出来就报，写不出来的自己付。';

    expect(likeness(text, turned)).toBeGreaterThan(alike);
  });

  it('quotes no classic twice', () => {
    const quotations = library.flatMap(({ text }) => [...text.matchAll(/“([^”]+)”/gu)].map(([, words]) => words));

    expect(quotations.filter((words, i) => quotations.indexOf(words) !== i)).toEqual([]);
  });
});

/** Jaccard index of the pairs of neighbouring characters, 0..1. */
function likeness(a: string, b: string): number {
  const [one, two] = [pairsOf(a), pairsOf(b)];
  const common = [...one].filter((pair) => two.has(pair)).length;
  return common / (one.size + two.size - common);
}

function pairsOf(text: string): Set<string> {
  const han = text.replace(/[^\p{Script=Han}]/gu, '');
  return new Set(Array.from({ length: Math.max(0, han.length - 1) }, (_, i) => han.slice(i, i + 2)));
}
