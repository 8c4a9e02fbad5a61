import { isSingle } from '../../../base/terms.ts';
import { ByteReader } from './bytes.ts';
import { findTerm, type Segment } from './segment.ts';
import { type TermGroup, termsBeside } from './synonym-terms.ts';

/** What the pieces of all segments are like together. */
export type Totals = { pieces: number; documents: number; length: number };

/** A term of a query with its rarity among pieces and among documents. */
export type WeighedTerm = {
  key: number;
  /** Weight in the query by inverse frequency. */
  weight: number;
  documentWeight: number;
};

/** Terms that count each for itself, and groups of which the best word counts, with the weight of the question's own. */
export type WeighedTerms = { single: readonly WeighedTerm[]; groups: readonly (readonly (readonly WeighedTerm[])[])[] };

export function totalsOf(segments: readonly Segment[]): Totals {
  const sum = (count: (segment: Segment) => number): number =>
    segments.reduce((total, segment) => total + count(segment), 0);
  return {
    pieces: sum(({ pieces }) => pieces.document.length),
    documents: sum(({ documents }) => documents.ids.length),
    length: sum(({ length }) => length),
  };
}

/** Lists of single characters longer than this, and than a tenth of all pieces, cost more time than they tell. */
const longListFrom = 1000;

export function weighTerms(segments: readonly Segment[], terms: ReadonlyMap<number, number>): WeighedTerm[] {
  const totals = totalsOf(segments);
  const longest = Math.max(longListFrom, totals.pieces / 10);
  return [...terms].flatMap(([key, weight]) => {
    const found = frequencyOf(segments, key);
    if (isSingle(key) && found.pieces > longest) return [];
    return [
      {
        key,
        weight: weight * rarity(totals.pieces, found.pieces),
        documentWeight: weight * rarity(totals.documents, found.documents),
      },
    ];
  });
}

/** Weights as shares of what a text would score that is made of nothing but the question: they add up to 1. */
export function shareTerms(
  segments: readonly Segment[],
  { terms, groups }: { terms: ReadonlyMap<number, number>; groups: readonly TermGroup[] },
): WeighedTerms {
  const single = weighTerms(segments, termsBeside(terms, groups));
  const weighed = groups.map(({ own, alternatives }) => ({
    own: weighTerms(segments, own),
    others: alternatives.map(({ terms: other }) => weighTerms(segments, other)),
  }));
  const all = sumOf([...single, ...weighed.flatMap(({ own }) => own)]);
  return {
    single: scale(single, inverse(all)),
    groups: weighed.map(({ own, others }) => {
      const weight = sumOf(own);
      const alternatives = others.map((other) => scale(scale(other, inverse(sumOf(other))), weight));
      return [own, ...alternatives].map((word) => scale(word, inverse(all)));
    }),
  };
}

type Weights = Omit<WeighedTerm, 'key'>;

function sumOf(terms: readonly Weights[]): Weights {
  const sum = { weight: Number.EPSILON, documentWeight: Number.EPSILON };
  for (const { weight, documentWeight } of terms) {
    sum.weight += weight;
    sum.documentWeight += documentWeight;
  }
  return sum;
}

function inverse({ weight, documentWeight }: Weights): Weights {
  return { weight: 1 / weight, documentWeight: 1 / documentWeight };
}

function scale(terms: readonly WeighedTerm[], by: Weights): WeighedTerm[] {
  return terms.map(({ key, weight, documentWeight }) => ({
    key,
    weight: weight * by.weight,
    documentWeight: documentWeight * by.documentWeight,
  }));
}

/** In how many pieces and documents a term stands; the dead count until their segment is merged. */
export function frequencyOf(segments: readonly Segment[], key: number): { pieces: number; documents: number } {
  const frequency = { pieces: 0, documents: 0 };
  for (const segment of segments) {
    const term = findTerm(segment, key);
    if (term < 0) continue;
    const reader = listReader(segment, term);
    frequency.pieces += reader.read();
    frequency.documents += reader.read();
  }
  return frequency;
}

/** Stands at the beginning of a term's list. */
export function listReader({ lists, ends }: Segment, term: number): ByteReader {
  const reader = new ByteReader(lists);
  reader.at = term === 0 ? 0 : (ends[term - 1] ?? 0);
  return reader;
}

/** Inverse frequency, always above 0. */
export function rarity(all: number, having: number): number {
  return Math.log(1 + (all - having + 0.5) / (having + 0.5));
}
