import { findTerm, type Segment } from './segment.ts';
import { listReader, type Totals, type WeighedTerm, type WeighedTerms } from './weigh-terms.ts';

/** Shares of the best possible, by piece and by document. */
export type Scores = { pieces: Float32Array; documents: Float32Array };

/** BM25; measured on four sets, where nothing else was better on all of them. */
const k1 = 0.9;
const b = 0.6;
/** The part of a text's length that does not depend on it. */
const base = k1 * (1 - b);

/** What each piece and each document has of the terms; of words that mean the same, the best counts. */
export function scoreSegment(segment: Segment, { single, groups }: WeighedTerms, totals: Totals): Scores {
  const scores = scoreTerms(segment, single, totals);
  for (const words of groups) {
    const best = emptyScores(segment);
    for (const terms of words) raise(best, scoreTerms(segment, terms, totals));
    addAll(scores, best);
  }
  return scores;
}

function emptyScores({ pieces, documents }: Segment): Scores {
  return {
    pieces: new Float32Array(pieces.document.length),
    documents: new Float32Array(documents.ids.length),
  };
}

function raise(best: Scores, { pieces, documents }: Scores): void {
  for (const [i, score] of pieces.entries()) if (score > (best.pieces[i] ?? 0)) best.pieces[i] = score;
  for (const [i, score] of documents.entries()) if (score > (best.documents[i] ?? 0)) best.documents[i] = score;
}

function addAll(scores: Scores, { pieces, documents }: Scores): void {
  for (let i = 0; i < pieces.length; i += 1) scores.pieces[i] = (scores.pieces[i] ?? 0) + (pieces[i] ?? 0);
  for (let i = 0; i < documents.length; i += 1) scores.documents[i] = (scores.documents[i] ?? 0) + (documents[i] ?? 0);
}

function scoreTerms(segment: Segment, terms: readonly WeighedTerm[], totals: Totals): Scores {
  const scores = emptyScores(segment);
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
