import { isSingle, visitTerms } from '../../../base/terms.ts';
import { isHan } from '../../../base/characters.ts';
import type { Synonyms } from '../../../domain/synonyms.ts';

/** A run of the question that could be called otherwise. Terms have their weights in the question. */
export type TermGroup = {
  /** The run as it stands there. */
  word: string;
  /** Terms of the run, with those that join it to its neighbours. */
  own: ReadonlyMap<number, number>;
  alternatives: readonly { word: string; terms: ReadonlyMap<number, number> }[];
};

/** The runs of a normalised question for which the association has other words. */
export function groupsIn(text: string, synonyms: Synonyms): TermGroup[] {
  return synonyms.in(text).map(({ at, length, words }) => {
    const beside = { before: hanAt(text, at - 1), after: hanAt(text, at + length) };
    const word = text.slice(at, at + length);
    return {
      word,
      own: termsOf(word, beside),
      alternatives: words.map((other) => ({ word: other, terms: withoutSingles(termsOf(other, beside)) })),
    };
  });
}

/** What is left of a question's terms when those of the groups are counted for themselves. */
export function termsBeside(terms: ReadonlyMap<number, number>, groups: readonly TermGroup[]): Map<number, number> {
  const rest = new Map(terms);
  for (const { own } of groups) for (const [key, weight] of own) lower(rest, key, weight);
  return rest;
}

function hanAt(text: string, at: number): string {
  return isHan(text.charCodeAt(at)) ? text.charAt(at) : '';
}

function termsOf(word: string, { before, after }: { before: string; after: string }): Map<number, number> {
  const terms = new Map<number, number>();
  visitTerms(`${before}${word}${after}`, (key, weight) => terms.set(key, (terms.get(key) ?? 0) + weight));
  for (const neighbour of [before, after]) visitTerms(neighbour, (key, weight) => lower(terms, key, weight));
  return terms;
}

/** Characters of a word that nobody asked for would only find other words. */
function withoutSingles(terms: ReadonlyMap<number, number>): ReadonlyMap<number, number> {
  const others = [...terms].filter(([key]) => !isSingle(key));
  return others.length === 0 ? terms : new Map(others);
}

function lower(terms: Map<number, number>, key: number, by: number): void {
  const rest = (terms.get(key) ?? 0) - by;
  // Sums of tenths miss zero by a hair.
  if (rest > 1e-6) terms.set(key, rest);
  else terms.delete(key);
}
