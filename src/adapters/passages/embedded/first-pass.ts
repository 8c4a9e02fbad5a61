import { createTop } from './top.ts';
import { findTerm, type Segment } from './segment.ts';
import { listReader, type Totals, totalsOf, type WeighedTerm } from './weigh-terms.ts';

/** A passage that may answer, by its best piece. Scores are shares of the best possible, 0..1. */
export type Candidate = { segment: Segment; piece: number; score: number; documentScore: number };

/** BM25; measured on four sets, where nothing else was better on all of them. */
const k1 = 0.9;
const b = 0.6;
/** Part of the whole document's score in a passage's. */
const documentShare = 0.2;

type Wanted = {
  /** At most this many passages. */
  limit: number;
  isAllowed: (segment: Segment, document: number) => boolean;
};

/** The passages that share most with the query, best first. */
export function findCandidates(
  segments: readonly Segment[],
  terms: readonly WeighedTerm[],
  { limit, isAllowed }: Wanted,
): Candidate[] {
  const totals = totalsOf(segments);
  const shares = shareWeights(terms);
  const top = createTop<Candidate>(limit);
  for (const segment of segments) {
    const scores = scoreSegment(segment, shares, totals);
    const { document: documentOf } = segment.pieces;
    let least = top.least();
    for (let piece = 0; piece < documentOf.length; piece += 1) {
      const document = documentOf[piece] ?? 0;
      if (totalOf(scores, piece, document) <= least || !isAllowed(segment, document)) continue;
      const end = passageEnd(segment, piece);
      const best = bestPiece(scores, piece, end);
      const [score, documentScore] = [scores.pieces[best] ?? 0, scores.documents[document] ?? 0];
      top.offer(totalOf(scores, best, document), { segment, piece: best, score, documentScore });
      least = top.least();
      piece = end - 1;
    }
  }
  return top.values();
}

function totalOf({ pieces, documents }: Scores, piece: number, document: number): number {
  const score = pieces[piece] ?? 0;
  return score === 0 ? -Infinity : score + documentShare * (documents[document] ?? 0);
}

/** Pieces of one passage lie together. */
function passageEnd({ pieces: { document, passage } }: Segment, piece: number): number {
  let end = piece + 1;
  while (document[end] === document[piece] && passage[end] === passage[piece]) end += 1;
  return end;
}

function bestPiece({ pieces }: Scores, from: number, end: number): number {
  let best = from;
  for (let piece = from + 1; piece < end; piece += 1) if ((pieces[piece] ?? 0) > (pieces[best] ?? 0)) best = piece;
  return best;
}

/** Weights as shares of what a text would score that is made of nothing but the query. */
function shareWeights(terms: readonly WeighedTerm[]): WeighedTerm[] {
  const all = { pieces: Number.EPSILON, documents: Number.EPSILON };
  for (const { weight, documentWeight } of terms) {
    all.pieces += weight;
    all.documents += documentWeight;
  }
  return terms.map(({ key, weight, documentWeight }) => ({
    key,
    weight: weight / all.pieces,
    documentWeight: documentWeight / all.documents,
  }));
}

/** Shares of the best possible, by piece and by document. */
type Scores = { pieces: Float32Array; documents: Float32Array };

function scoreSegment(segment: Segment, terms: readonly WeighedTerm[], totals: Totals): Scores {
  const scores = {
    pieces: new Float32Array(segment.pieces.document.length),
    documents: new Float32Array(segment.documents.contents.length),
  };
  const perLength = {
    piece: (k1 * b * totals.pieces) / totals.length,
    document: (k1 * b * totals.documents) / totals.length,
  };
  for (const term of terms) {
    const at = findTerm(segment, term.key);
    if (at >= 0) addTerm({ segment, at, scores }, term, perLength);
  }
  return scores;
}

/** BM25's part of a text's length that does not depend on it. */
const base = k1 * (1 - b);

function addTerm(
  { segment, at, scores }: { segment: Segment; at: number; scores: Scores },
  { weight, documentWeight }: WeighedTerm,
  perLength: { piece: number; document: number },
): void {
  const { document: documentOf, lengths } = segment.pieces;
  const reader = listReader(segment, at);
  const size = reader.read();
  reader.read();
  let piece = -1;
  let document = -1;
  let inDocument = 0;
  for (let i = 0; i < size; i += 1) {
    const entry = reader.read();
    piece += (entry >>> 1) + 1;
    const count = entry & 1 ? reader.read() : 1;
    const norm = base + perLength.piece * (lengths[piece] ?? 0);
    scores.pieces[piece] = (scores.pieces[piece] ?? 0) + (weight * count) / (count + norm);
    const owner = documentOf[piece] ?? 0;
    if (owner !== document) {
      addToDocument(document, inDocument);
      document = owner;
      inDocument = 0;
    }
    inDocument += count;
  }
  addToDocument(document, inDocument);

  function addToDocument(document: number, count: number): void {
    if (count === 0) return;
    const norm = base + perLength.document * (segment.documents.lengths[document] ?? 0);
    scores.documents[document] = (scores.documents[document] ?? 0) + (documentWeight * count) / (count + norm);
  }
}
