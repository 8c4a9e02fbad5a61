import { visitTerms } from '../../../base/terms.ts';

/** A query's terms, numbered; `weights` by number. */
export type TermTable = {
  /** -1 for any other term. */
  numberOf(key: number): number;
  weights: readonly number[];
  total: number;
};

export function createTermTable(terms: readonly { key: number; weight: number }[]): TermTable {
  const numbers = new Map(terms.map(({ key }, number) => [key, number]));
  const weights = terms.map(({ weight }) => weight);
  // Nearly every term that is looked up is none of these; a glance at a few bits says so.
  const seen = new Uint8Array(1 << seenBits);
  for (const { key } of terms) seen[seenAt(key)] = 1;
  return {
    numberOf: (key) => (seen[seenAt(key)] === 0 ? -1 : (numbers.get(key) ?? -1)),
    weights,
    total: weights.reduce((sum, weight) => sum + weight, Number.EPSILON),
  };
}

const seenBits = 12;

function seenAt(key: number): number {
  return Math.imul(key, 0x9e3779b1) >>> (32 - seenBits);
}

/** How much of a query a text carries, as shares of the query's weight. */
export type Cover = {
  /** By number: 1 when the term stands in the text. */
  has: Uint8Array;
  /** In its best sentence. */
  sentence: number;
  /** In what stands above it, together with the sentence that adds most to that. */
  withHead: number;
};

/** `above`: by number, the terms of title and section. */
export function coverOf(text: string, table: TermTable, above: Uint8Array): Cover {
  const { weights, total } = table;
  const has = new Uint8Array(weights.length);
  const lastSeen = new Int32Array(weights.length).fill(-1);
  const best = { sentence: 0, added: 0 };
  for (const [at, sentence] of sentencesOf(text).entries()) {
    let all = 0;
    let added = 0;
    visitTerms(sentence, (key) => {
      const number = table.numberOf(key);
      if (number < 0 || lastSeen[number] === at) return;
      const weight = weights[number] ?? 0;
      all += weight;
      if (above[number] !== 1) added += weight;
      lastSeen[number] = at;
      has[number] = 1;
    });
    best.sentence = Math.max(best.sentence, all);
    best.added = Math.max(best.added, added);
  }
  const head = weights.reduce((sum, weight, number) => sum + (above[number] === 1 ? weight : 0), 0);
  return { has, sentence: best.sentence / total, withHead: (head + best.added) / total };
}

/** By number: 1 when the term stands in the text. */
export function termsIn(text: string, { numberOf, weights }: TermTable): Uint8Array {
  const has = new Uint8Array(weights.length);
  visitTerms(text, (key) => {
    const number = numberOf(key);
    if (number >= 0) has[number] = 1;
  });
  return has;
}

function sentencesOf(text: string): string[] {
  return text.split(/[。!?;\n]+/).filter((sentence) => sentence.length > 1);
}
