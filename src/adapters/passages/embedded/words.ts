import { visitTerms } from '../../../base/terms.ts';

/** A word of the question and its rarity. */
export type WeighedWord = { word: string; weight: number };

/** BM25 as in the first pass. */
const k1 = 0.9;
const b = 0.6;

/** A word is at most as frequent as the rarest pair of its characters; `rarityOf` takes a term. */
export function weighWords(words: readonly string[], rarityOf: (key: number) => number): WeighedWord[] {
  return words.map((word) => {
    let weight = 0;
    visitTerms(word, (key) => (weight = Math.max(weight, rarityOf(key))));
    return { word, weight };
  });
}

/** Words found in a text without cutting it into words: 0..1. `length`: of the text, by that of an average one. */
export function scoreWords(words: readonly WeighedWord[], text: string, length: number): number {
  const norm = k1 * (1 - b + b * length);
  let score = 0;
  let ideal = Number.EPSILON;
  for (const { word, weight } of words) {
    const count = countIn(text, word);
    ideal += weight * (k1 + 1);
    score += (weight * count * (k1 + 1)) / (count + norm);
  }
  return score / ideal;
}

function countIn(text: string, word: string): number {
  let count = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) count += 1;
  return count;
}
