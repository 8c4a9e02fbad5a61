import type { Gazetteer } from '../../../domain/gazetteer.ts';
import type { Hit } from '../../../ports/passage-index.ts';
import { createTermTable } from './cover.ts';
import { createFeatureReader } from './features.ts';
import { type Candidate, findCandidates } from './first-pass.ts';
import { createPlaceFinder } from './place-finder.ts';
import type { Query } from './query.ts';
import type { Segment } from './segment.ts';
import type { ReadPiece } from './read-piece.ts';
import { rate } from './weights.ts';
import { frequencyOf, rarity, totalsOf, weighTerms } from './weigh-terms.ts';
import { weighWords } from './words.ts';

/** Passages that are looked at closely. */
const reranked = 40;

type Search = {
  query: Query;
  wanted: { limit: number; collections: ReadonlySet<string> | null };
  gazetteer: Gazetteer;
  read: ReadPiece;
};

/** First what shares most terms with the question, then, of the best of these, what reads like its answer. */
export function searchSegments(segments: readonly Segment[], { query, wanted, gazetteer, read }: Search): Hit[] {
  const terms = weighTerms(segments, query.terms);
  if (terms.length === 0 || wanted.limit <= 0) return [];
  const candidates = findCandidates(segments, terms, {
    limit: Math.max(reranked, wanted.limit),
    isAllowed: (segment, document) => isAllowed(segment, document, wanted.collections),
  });
  const totals = totalsOf(segments);
  const featuresOf = createFeatureReader({
    query,
    gazetteer,
    read,
    table: createTermTable(terms),
    words: weighWords(query.words, (key) => rarity(totals.pieces, frequencyOf(segments, key).pieces)),
    averageLength: totals.length / totals.pieces,
    placeFinder: createPlaceFinder(query.places),
  });
  return candidates
    .map((candidate) => toHit(candidate, rate(featuresOf(candidate))))
    .sort((a, b) => b.score - a.score)
    .slice(0, wanted.limit);
}

function isAllowed({ documents }: Segment, document: number, collections: ReadonlySet<string> | null): boolean {
  if (documents.alive[document] === 0) return false;
  return collections === null || collections.has(documents.contents[document]?.document.collection ?? '');
}

function toHit({ segment, piece, score: confidence }: Candidate, score: number): Hit {
  const { pieces, documents } = segment;
  const content = documents.contents[pieces.document[piece] ?? 0];
  const passage = content?.passages[pieces.passage[piece] ?? 0];
  if (!content || !passage) throw new RangeError(`No passage for piece ${piece}`);
  return { passage, title: content.document.title, score, confidence };
}
