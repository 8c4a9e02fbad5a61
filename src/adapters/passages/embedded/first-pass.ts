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
  const ideal = idealOf(terms);
  const top = createTop<Candidate>(limit);
  for (const segment of segments) {
    const scores = scoreSegment(segment, terms, totals);
    const { document: documentOf, passage } = segment.pieces;
    let best = -1;
    for (let piece = 0; piece < documentOf.length; piece += 1) {
      if ((scores.pieces[piece] ?? 0) > (best < 0 ? 0 : (scores.pieces[best] ?? 0))) best = piece;
      const document = documentOf[piece] ?? 0;
      // Pieces of one passage lie together; the best of them speaks for it.
      if (documentOf[piece + 1] === document && passage[piece + 1] === passage[piece]) continue;
      const chosen = best;
      best = -1;
      if (chosen < 0) continue;
      const score = (scores.pieces[chosen] ?? 0) / ideal.pieces;
      const documentScore = (scores.documents[document] ?? 0) / ideal.documents;
      const total = score + documentShare * documentScore;
      if (total > top.least() && isAllowed(segment, document))
        top.offer(total, { segment, piece: chosen, score, documentScore });
    }
  }
  return top.values();
}

/** What a text would score that is made of nothing but the query. */
function idealOf(terms: readonly WeighedTerm[]): { pieces: number; documents: number } {
  return terms.reduce(
    (sum, { weight, documentWeight }) => ({
      pieces: sum.pieces + weight * (k1 + 1),
      documents: sum.documents + documentWeight * (k1 + 1),
    }),
    { pieces: Number.EPSILON, documents: Number.EPSILON },
  );
}

type Scores = { pieces: Float32Array; documents: Float32Array };

function scoreSegment(segment: Segment, terms: readonly WeighedTerm[], totals: Totals): Scores {
  const scores = {
    pieces: new Float32Array(segment.pieces.document.length),
    documents: new Float32Array(segment.documents.contents.length),
  };
  const average = { piece: totals.length / totals.pieces, document: totals.length / totals.documents };
  for (const term of terms) {
    const at = findTerm(segment, term.key);
    if (at >= 0) addTerm({ segment, at, scores }, term, average);
  }
  return scores;
}

function addTerm(
  { segment, at, scores }: { segment: Segment; at: number; scores: Scores },
  { weight, documentWeight }: WeighedTerm,
  average: { piece: number; document: number },
): void {
  const { pieces, documents } = segment;
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
    const norm = k1 * (1 - b + (b * (pieces.lengths[piece] ?? 0)) / average.piece);
    scores.pieces[piece] = (scores.pieces[piece] ?? 0) + (weight * count * (k1 + 1)) / (count + norm);
    const owner = pieces.document[piece] ?? 0;
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
    const norm = k1 * (1 - b + (b * (documents.lengths[document] ?? 0)) / average.document);
    scores.documents[document] =
      (scores.documents[document] ?? 0) + (documentWeight * count * (k1 + 1)) / (count + norm);
  }
}
