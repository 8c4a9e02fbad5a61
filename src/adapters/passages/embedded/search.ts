import type { Gazetteer } from '../../../domain/gazetteer.ts';
import type { Hit } from '../../../ports/passage-index.ts';
import { createTermTable } from './cover.ts';
import { createFeatureReader } from './features.ts';
import type { Allowed } from './filter.ts';
import { type Candidate, candidateOf, findCandidates, scoreAll } from './first-pass.ts';
import type { Near, Nearest } from './nearest.ts';
import { addNearness, type Rated } from './nearness.ts';
import { createPlaceFinder } from './place-finder.ts';
import type { Query } from './query.ts';
import type { ReadPiece } from './read-piece.ts';
import { documentAt, passageAt } from './records.ts';
import { createRewriter } from './rewrite.ts';
import type { Scores } from './score-segment.ts';
import { passageEnd, passageStart, type Segment } from './segment.ts';
import { frequencyOf, rarity, shareTerms, totalsOf, weighTerms } from './weigh-terms.ts';
import { rate } from './weights.ts';
import { weighWords } from './words.ts';

/** Passages that are looked at closely, of those found by words and of those found by vectors. */
export const reranked = 40;

type Search = {
  query: Query;
  limit: number;
  allowed: Allowed;
  /** What was found by vectors; null when there are none. */
  nearest: Nearest | null;
  gazetteer: Gazetteer;
  read: ReadPiece;
};

/** First what shares most terms with the question, then, of the best of these, what reads like its answer. */
export function searchSegments(segments: readonly Segment[], search: Search): Hit[] {
  const { query, limit, allowed, nearest } = search;
  if (limit <= 0) return [];
  const scores = scoreAll(segments, shareTerms(segments, query));
  const candidates = findCandidates(scores, allowed, Math.max(reranked, limit));
  if (nearest) candidates.push(...candidatesNear(nearest.found, scores, candidates));
  const rated = rateAll(segments, candidates, search);
  return (nearest ? addNearness(rated, nearest) : rated)
    .sort((a, b) => b.rating - a.rating)
    .slice(0, limit)
    .map(toHit);
}

/** Those that are not among the others. */
function candidatesNear(
  found: readonly Near[],
  scores: ReadonlyMap<Segment, Scores>,
  others: readonly Candidate[],
): Candidate[] {
  const known = new Map<Segment, Set<number>>();
  for (const { segment, piece } of others) {
    known.set(segment, (known.get(segment) ?? new Set<number>()).add(passageStart(segment, piece)));
  }
  return found.flatMap(({ segment, piece: from }) => {
    const own = scores.get(segment);
    if (!own || known.get(segment)?.has(from)) return [];
    return [candidateOf(segment, own, { from, end: passageEnd(segment, from) })];
  });
}

function rateAll(
  segments: readonly Segment[],
  candidates: readonly Candidate[],
  { query, gazetteer, read }: Pick<Search, 'query' | 'gazetteer' | 'read'>,
): Rated[] {
  const totals = totalsOf(segments);
  const featuresOf = createFeatureReader({
    query,
    gazetteer,
    read,
    rewrite: createRewriter(query.groups),
    table: createTermTable(weighTerms(segments, query.terms)),
    words: weighWords(query.words, (key) => rarity(totals.pieces, frequencyOf(segments, key).pieces)),
    averageLength: totals.length / totals.pieces,
    placeFinder: createPlaceFinder(query.places),
  });
  return candidates.map((candidate) => ({ candidate, rating: rate(featuresOf(candidate)) }));
}

function toHit({ candidate: { segment, piece, score: confidence }, rating: score }: Rated): Hit {
  const document = segment.pieces.document[piece] ?? 0;
  const passage = passageAt(segment, { document, seq: segment.pieces.passage[piece] ?? 0 });
  return { passage, document: documentAt(segment.documents, document), score, confidence };
}
