import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createDailyLibrary } from '../../src/adapters/daily-library/daily-library.ts';
import { occasionNames, solarTerms } from '../../src/domain/occasion.ts';
import { isAlike, type Likeness, likeness, pairsOf } from '../../src/features/integrity/likeness.ts';

const library = await createDailyLibrary(fileURLToPath(new URL('../../knowledge/integrity', import.meta.url))).read();
const themes = [...new Set(library.map(({ theme }) => theme))];

describe('the library that ships', () => {
  it('has at least 400 messages, at least 20 a theme', () => {
    const small = themes.filter((name) => library.filter(({ theme }) => theme === name).length < 20);

    expect(library.length).toBeGreaterThanOrEqual(400);
    expect(themes.length).toBeGreaterThanOrEqual(17);
    expect(small).toEqual([]);
  });

  it('has ids that are unique', () => {
    expect(new Set(library.map(({ id }) => id)).size).toBe(library.length);
  });

  it('has two messages for every occasion, so that the next year differs', () => {
    const written = library.map(({ occasion }) => occasion);

    expect(occasionNames).toHaveLength(59);
    expect(occasionNames.filter((name) => written.filter((occasion) => occasion === name).length < 2)).toEqual([]);
  });

  it('has its occasions named in the guide for those who add messages', async () => {
    const guide = await readFile(new URL('../../knowledge/README.md', import.meta.url), 'utf8');
    const named = /可用的名称是：([^，]+)，以及二十四节气的名称/u.exec(guide)?.[1]?.split('、') ?? [];

    expect(named.toSorted()).toEqual(occasionNames.filter((name) => !solarTerms.includes(name)).toSorted());
  });

  it('names author or work wherever something is quoted', () => {
    const quoting = library.filter(({ text }) => /[“”「」『』"]/u.test(text));

    expect(quoting.length).toBeGreaterThan(100);
    expect(quoting.filter(({ source }) => !/《.+》/u.test(source ?? ''))).toEqual([]);
  });

  it('is at most 120 characters a message, in one line, and ends like a sentence', () => {
    expect(library.filter(({ text }) => text.length > 120 || !/[。？！]$/u.test(text))).toEqual([]);
  });

  it('has no two messages alike', async ({ annotate }) => {
    const pairs = alikePairs(library).sort((a, b) => b.jaccard - a.jaccard);
    const most = Math.max(...pairs.map(({ containment }) => containment));
    await annotate(`closest: ${pairs[0]?.ids} ${pairs[0]?.jaccard.toFixed(3)}, containment ${most.toFixed(3)}`);

    expect(pairs.filter(isAlike).map(({ ids }) => ids)).toEqual([]);
  });

  it.each([
    ['turned a little', '贴发票时，把同行的人、办的事写在背面。写得出来就报，写不出来的自己付。'],
    ['taken into a longer one', '月底又到了。贴发票的时候，把同行的人和办的事写在背面，会计看了放心，您自己也省事。'],
  ])('would notice a message that was %s', (_, changed) => {
    const text = '贴发票的时候，把同行的人和办的事写在背面。写得出来的就报，写不出来的，自己付。';

    expect(isAlike(likeness(pairsOf(text), pairsOf(changed)))).toBe(true);
  });

  it('quotes no classic twice', () => {
    const quotations = library.flatMap(({ text }) => [...text.matchAll(/“([^”]+)”/gu)].map(([, words]) => words));

    expect(quotations.filter((words, i) => quotations.indexOf(words) !== i)).toEqual([]);
  });
});

function alikePairs(messages: typeof library): (Likeness & { ids: string })[] {
  const known = messages.map(({ id, text }) => ({ id, pairs: pairsOf(text) }));
  return known.flatMap((a, i) =>
    known.slice(i + 1).map((b) => ({ ids: `${a.id} ${b.id}`, ...likeness(a.pairs, b.pairs) })),
  );
}
