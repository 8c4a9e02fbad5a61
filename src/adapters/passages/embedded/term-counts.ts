import { visitTerms } from '../../../base/terms.ts';
import { createTermNumbers, type TermNumbers } from './term-numbers.ts';

/** Terms of pieces, counted: entry `i` says that term number `terms[i]` stands `counts[i]` times in its piece. */
export type TermCounts = {
  numbers: TermNumbers;
  terms: readonly number[];
  counts: readonly number[];
  /** Where the entries of each piece begin. */
  starts: readonly number[];
};

export type TermCounter = {
  /** Begins the next piece. */
  begin(): void;
  add(text: string): void;
  /** Weighted terms of the piece so far. */
  length(): number;
  result: TermCounts;
};

export function createTermCounter(): TermCounter {
  const numbers = createTermNumbers();
  const terms: number[] = [];
  const counts: number[] = [];
  const starts: number[] = [];
  /** By term number: its latest entry. */
  const latest: number[] = [];
  let start = 0;
  let length = 0;

  function addTerm(key: number, weight: number): void {
    const term = numbers.numberOf(key);
    const entry = latest[term] ?? -1;
    length += weight;
    if (entry >= start) {
      counts[entry] = (counts[entry] ?? 0) + 1;
      return;
    }
    latest[term] = terms.length;
    terms.push(term);
    counts.push(1);
  }

  return {
    begin() {
      start = terms.length;
      starts.push(start);
      length = 0;
    },
    add: (text) => visitTerms(text, addTerm),
    length: () => length,
    result: { numbers, terms, counts, starts },
  };
}
