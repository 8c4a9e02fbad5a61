import { isSingle, visitTerms } from '../../../base/terms.ts';
import type { Candidate } from './first-pass.ts';
import { findTerm, type Segment } from './segment.ts';
import { listReader } from './weigh-terms.ts';

/** Knows which documents name a place, by its lists and without reading them. */
export type PlaceFinder = {
  /** Share of the places that the candidate's document names; 0 when none was asked for. */
  shareIn(candidate: Candidate): number;
};

export function createPlaceFinder(places: readonly string[]): PlaceFinder {
  const termsOfPlaces = places.map(pairsOf);
  const known = new Map<Segment, Uint8Array[]>();

  return {
    shareIn({ segment, piece }) {
      if (places.length === 0) return 0;
      const naming = known.get(segment) ?? termsOfPlaces.map((terms) => documentsNaming(segment, terms));
      known.set(segment, naming);
      const document = segment.pieces.document[piece] ?? 0;
      const named = naming.filter((has, i) => has[document] === (termsOfPlaces[i]?.length ?? 0));
      return named.length / places.length;
    },
  };
}

function pairsOf(place: string): number[] {
  const pairs: number[] = [];
  visitTerms(place, (key) => {
    if (!isSingle(key)) pairs.push(key);
  });
  return pairs;
}

/** By document: how many of the terms stand in it. */
function documentsNaming(segment: Segment, terms: readonly number[]): Uint8Array {
  const counts = new Uint8Array(segment.documents.ids.length);
  for (const term of terms) {
    const at = findTerm(segment, term);
    if (at >= 0) countDocuments(segment, at, counts);
  }
  return counts;
}

function countDocuments(segment: Segment, term: number, counts: Uint8Array): void {
  const reader = listReader(segment, term);
  const size = reader.read();
  reader.read();
  let piece = -1;
  let last = -1;
  for (let i = 0; i < size; i += 1) {
    const entry = reader.read();
    piece += (entry >>> 1) + 1;
    if (entry & 1) reader.read();
    const document = segment.pieces.document[piece] ?? 0;
    if (document !== last) counts[document] = (counts[document] ?? 0) + 1;
    last = document;
  }
}
