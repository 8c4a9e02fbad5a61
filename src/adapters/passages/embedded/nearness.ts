import type { Candidate } from './first-pass.ts';
import type { Nearest } from './nearest.ts';
import { passageStart, type Segment } from './segment.ts';

/** A candidate and how well it fits, 0..1. */
export type Rated = { candidate: Candidate; rating: number };

/**
 * Part of the vectors in a rating. With made-up vectors that alone are right for three questions in four, for one in two and
 * for one in three, words and vectors together were better than words alone; more would let a weak model spoil the order.
 */
const nearShare = 0.12;
/** Ranks after which nearness counts half. */
const half = 10;

/**
 * Words and vectors in one rating. Of vectors only the rank counts, because what a cosine means differs from model to
 * model; adding up ranks of both would forget by how much the words differ, and was worse. A passage that has none yet is taken to rank among vectors as it does among words; and while few have one, the
 * nearest of these is probably not the nearest of all.
 */
export function addNearness(rated: readonly Rated[], { found, coverage }: Nearest): Rated[] {
  const ranks = new Map<Segment, Map<number, number>>();
  for (const [rank, { segment, piece }] of found.entries()) {
    const own = ranks.get(segment) ?? new Map<number, number>();
    ranks.set(segment, own.set(piece, rank / coverage));
  }
  return rated
    .toSorted((a, b) => b.rating - a.rating)
    .map(({ candidate, rating }, rankByWords) => {
      const { segment, piece } = candidate;
      const rank = hasVector(candidate) ? ranks.get(segment)?.get(passageStart(segment, piece)) : rankByWords;
      const near = rank === undefined ? 0 : half / (half + rank);
      return { candidate, rating: (1 - nearShare) * rating + nearShare * near };
    });
}

function hasVector({ segment: { pieces, documents }, piece }: Candidate): boolean {
  return documents.vectors[pieces.document[piece] ?? 0]?.has[pieces.passage[piece] ?? 0] === 1;
}
