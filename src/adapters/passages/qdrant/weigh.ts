import { visitTerms } from '../../../base/terms.ts';
import type { Query } from '../embedded/query.ts';
import { termsBeside } from '../embedded/synonym-terms.ts';

type Terms = ReadonlyMap<number, number>;
export type RarityOf = (key: number) => number;

/**
 * A question's terms by rarity, as shares of what a text would score that is made of nothing but the question. Of the
 * words of a group, which mean the same, the best counts.
 */
export type Weights = { single: Terms; groups: readonly (readonly Terms[])[] };

/** Terms whose rarity is needed: of the question, its words and what these could be called otherwise. */
export function termsToWeigh({ terms, words, groups }: Query): Set<number> {
  const keys = new Set(terms.keys());
  for (const word of words) visitTerms(word, (key) => keys.add(key));
  for (const { alternatives } of groups) {
    for (const other of alternatives) for (const key of other.terms.keys()) keys.add(key);
  }
  return keys;
}

export function weighQuestion({ terms, groups }: Query, rarityOf: RarityOf): Weights {
  const single = byRarity(termsBeside(terms, groups), rarityOf);
  const words = groups.map(({ own, alternatives }) => {
    const weighed = byRarity(own, rarityOf);
    const others = alternatives.map((other) => scaleTo(sumOf(weighed), byRarity(other.terms, rarityOf)));
    return [weighed, ...others];
  });
  const all = words.reduce((sum, [own]) => sum + sumOf(own ?? new Map()), sumOf(single)) + Number.EPSILON;
  return { single: scale(1 / all, single), groups: words.map((group) => group.map((word) => scale(1 / all, word))) };
}

/** What the server looks for: all words of the groups at once, each with the weight of the question's own. */
export function termsToFind({ terms, groups }: Query): Terms {
  const found = new Map(terms);
  for (const { own, alternatives } of groups) {
    for (const other of alternatives) {
      for (const [key, weight] of scaleTo(sumOf(own), other.terms))
        found.set(key, Math.max(found.get(key) ?? 0, weight));
    }
  }
  return found;
}

export function byRarity(terms: Terms, rarityOf: RarityOf): Terms {
  return new Map([...terms].map(([key, weight]) => [key, weight * rarityOf(key)]));
}

/** `scoreOf` tells what a text has of some terms. */
export function scoreWeights({ single, groups }: Weights, scoreOf: (terms: Terms) => number): number {
  return groups.reduce((sum, words) => sum + Math.max(0, ...words.map(scoreOf)), scoreOf(single));
}

function scaleTo(sum: number, terms: Terms): Terms {
  return scale(sum / (sumOf(terms) + Number.EPSILON), terms);
}

function scale(by: number, terms: Terms): Terms {
  return new Map([...terms].map(([key, weight]) => [key, weight * by]));
}

function sumOf(terms: Terms): number {
  let sum = 0;
  for (const weight of terms.values()) sum += weight;
  return sum;
}
