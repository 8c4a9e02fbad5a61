import type { Allowed } from './filter.ts';
import { type Scores, scoreSegment } from './score-segment.ts';
import { passageEnd, type Segment } from './segment.ts';
import { createTop } from './top.ts';
import { totalsOf, type WeighedTerms } from './weigh-terms.ts';

/** A passage that may answer, by its best piece. Scores are shares of the best possible, 0..1. */
export type Candidate = { segment: Segment; piece: number; score: number; documentScore: number };

/** Part of the whole document's score in a passage's. */
const documentShare = 0.2;

/** What every piece and every document has of the query. */
export function scoreAll(segments: readonly Segment[], terms: WeighedTerms): ReadonlyMap<Segment, Scores> {
  const totals = totalsOf(segments);
  return new Map(segments.map((segment) => [segment, scoreSegment(segment, terms, totals)]));
}

/** The passages that share most with the query, best first. */
export function findCandidates(scores: ReadonlyMap<Segment, Scores>, allowed: Allowed, limit: number): Candidate[] {
  const top = createTop<Candidate>(limit);
  for (const [segment, own] of scores) {
    const { document: documentOf } = segment.pieces;
    const isAllowed = allowed.get(segment);
    let least = top.least();
    for (let piece = 0; piece < documentOf.length; piece += 1) {
      const document = documentOf[piece] ?? 0;
      if (totalOf(own, piece, document) <= least || isAllowed?.[document] !== 1) continue;
      const end = passageEnd(segment, piece);
      const candidate = candidateOf(segment, own, { from: piece, end });
      top.offer(totalOf(own, candidate.piece, document), candidate);
      least = top.least();
      piece = end - 1;
    }
  }
  return top.values();
}

/** A passage, given by its pieces, as a candidate; it may share nothing with the query. */
export function candidateOf(segment: Segment, own: Scores, { from, end }: { from: number; end: number }): Candidate {
  const piece = bestPiece(own, from, end);
  const documentScore = own.documents[segment.pieces.document[from] ?? 0] ?? 0;
  return { segment, piece, score: own.pieces[piece] ?? 0, documentScore };
}

function totalOf({ pieces, documents }: Scores, piece: number, document: number): number {
  const score = pieces[piece] ?? 0;
  return score === 0 ? -Infinity : score + documentShare * (documents[document] ?? 0);
}

function bestPiece({ pieces }: Scores, from: number, end: number): number {
  let best = from;
  for (let piece = from + 1; piece < end; piece += 1) if ((pieces[piece] ?? 0) > (pieces[best] ?? 0)) best = piece;
  return best;
}
