import { visitTerms } from '../../../base/terms.ts';

/** As Qdrant takes it: indices are unique, in any order. */
export type SparseVector = { indices: number[]; values: number[] };

/** How often each term stands in a text; `length` is the weighted number of all terms. */
export type TermCounts = { counts: Map<number, number>; length: number };

/** BM25, as in the embedded index. */
const k1 = 0.9;
const b = 0.6;
/** Weighted terms of what is average. Fixed, because Qdrant keeps what was computed when a point was written. */
export const averageLength = { piece: 340, document: 2000 } as const;

export function countTerms(texts: readonly string[]): TermCounts {
  const found: TermCounts = { counts: new Map(), length: 0 };
  for (const text of texts) {
    visitTerms(text, (key, weight) => {
      found.counts.set(key, (found.counts.get(key) ?? 0) + 1);
      found.length += weight;
    });
  }
  return found;
}

/** Adds the terms of a piece to those of its document. */
export function addCounts(into: TermCounts, { counts, length }: TermCounts): void {
  for (const [key, count] of counts) into.counts.set(key, (into.counts.get(key) ?? 0) + count);
  into.length += length;
}

/** BM25 without the rarity of the terms: with a question's weights and Qdrant's `modifier: idf` the product is the score. */
export function toSparse({ counts, length }: TermCounts, average: number): SparseVector {
  return {
    indices: [...counts.keys()],
    values: [...counts.values()].map((count) => partOf(count, length / average)),
  };
}

/** A term's part in a score, 0..1. `length` by that of an average text. */
export function partOf(count: number, length: number): number {
  return count / (count + k1 * (1 - b + b * length));
}
