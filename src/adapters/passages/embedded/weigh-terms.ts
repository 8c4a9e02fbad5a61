import { isSingle } from '../../../base/terms.ts';
import { ByteReader } from './bytes.ts';
import { findTerm, type Segment } from './segment.ts';

/** What the pieces of all segments are like together. */
export type Totals = { pieces: number; documents: number; length: number };

/** A term of a query with its rarity among pieces and among documents. */
export type WeighedTerm = {
  key: number;
  /** Weight in the query by inverse frequency. */
  weight: number;
  documentWeight: number;
};

export function totalsOf(segments: readonly Segment[]): Totals {
  const sum = (count: (segment: Segment) => number): number =>
    segments.reduce((total, segment) => total + count(segment), 0);
  return {
    pieces: sum(({ pieces }) => pieces.document.length),
    documents: sum(({ documents }) => documents.contents.length),
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
