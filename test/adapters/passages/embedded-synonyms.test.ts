import { describe, expect, it } from 'vitest';
import { createRewriter } from '../../../src/adapters/passages/embedded/rewrite.ts';
import { groupsIn, termsBeside } from '../../../src/adapters/passages/embedded/synonym-terms.ts';
import { visitTerms } from '../../../src/base/terms.ts';
import { createSynonyms } from '../../../src/domain/synonyms.ts';

const synonyms = createSynonyms([
  ['商会', '行业协会商会', '工商团体'],
  ['民非', '民办非企业单位'],
]);

describe('a text in the words of the question', () => {
  it.each([
    ['民非怎么注销', '民办非企业单位注销', '民非注销'],
    ['民办非企业单位怎么注销', '民非注销', '民办非企业单位注销'],
    ['商会年检', '行业协会商会与商会、工商团体', '商会与商会、商会'],
    ['行业协会商会年检', '行业协会商会与商会、工商团体', '行业协会商会与行业协会商会、行业协会商会'],
    ['会费标准', '民办非企业单位与行业协会商会', '民办非企业单位与行业协会商会'],
  ])('asked %s, %s reads %s', (question, text, said) => {
    expect(createRewriter(groupsIn(question, synonyms))(text)).toBe(said);
  });

  it('keeps both words apart when the question has both', () => {
    const rewrite = createRewriter(groupsIn('商会和工商团体', synonyms));

    expect(rewrite('商会、工商团体')).toBe('商会、工商团体');
  });
});

describe('terms of a question with synonyms', () => {
  it.each(['民非注销', '注销民非和商会', '商会商会', '2026年民非'])('are counted once in %s', (question) => {
    const groups = groupsIn(question, synonyms);
    const rest = termsBeside(weigh(question), groups);

    const sum = [...rest.values(), ...groups.flatMap(({ own }) => [...own.values()])].reduce((a, b) => a + b, 0);

    expect(groups.length).toBeGreaterThan(0);
    expect(sum).toBeGreaterThanOrEqual(total(weigh(question)) - 1e-6);
    // Two runs side by side share the pair that joins them.
    expect(sum).toBeLessThanOrEqual(total(weigh(question)) + 1 + 1e-6);
    expect(total(rest)).toBeLessThan(total(weigh(question)));
  });

  it('are all beside the groups when there is none', () => {
    expect(termsBeside(weigh('会费标准'), groupsIn('会费标准', synonyms))).toEqual(weigh('会费标准'));
  });
});

function weigh(text: string): Map<number, number> {
  const terms = new Map<number, number>();
  visitTerms(text, (key, weight) => terms.set(key, (terms.get(key) ?? 0) + weight));
  return terms;
}

function total(terms: ReadonlyMap<number, number>): number {
  return [...terms.values()].reduce((sum, weight) => sum + weight, 0);
}
