import type { Schemas } from '@qdrant/js-client-rest';
import { termsOfPiece } from './create-collection.ts';
import { scoreDocuments } from './document-scores.ts';
import { markerId, pieceId } from './names.ts';
import { type Marker, type Piece, readMarker, readPiece } from './payload.ts';
import { type Place, readPoints } from './reads.ts';
import type { Weights } from './weigh.ts';

export type Question = {
  /** Weight by term; their rarity is the server's to know. */
  terms: ReadonlyMap<number, number>;
  /** Null when there is none to compare. */
  dense: { name: string; vector: Float32Array } | null;
  filter: Schemas['Filter'];
  /** Pieces to find by words, and as many by the vector. */
  limit: number;
};

/** A piece that may answer, with what is needed to look at it closely. */
export type Candidate = {
  piece: Piece;
  marker: Marker;
  /** The piece in front of it in the document; null for the first. */
  before: Piece | null;
  /** How much of the question its whole document carries, 0..1. */
  documentScore: number;
};

/** Pieces that share terms with the question or lie near it, as the server fuses them. */
export async function findPieces(
  { connection, collection }: Place,
  { terms, dense, filter, limit }: Question,
): Promise<Piece[]> {
  const sparse = { indices: [...terms.keys()], values: [...terms.values()] };
  const prefetch: Schemas['Prefetch'][] = [];
  if (terms.size > 0) prefetch.push({ query: sparse, using: termsOfPiece, filter, limit });
  if (dense) prefetch.push({ query: [...dense.vector], using: dense.name, filter, limit });
  if (prefetch.length === 0) return [];
  const body = { prefetch, query: { fusion: 'rrf' }, limit: prefetch.length * limit, with_payload: true } as const;
  const { points } = await connection.read((client) =>
    client.query(collection, body satisfies Schemas['QueryRequest']),
  );
  return points.map(({ payload }) => readPiece(payload)).filter((piece) => piece !== null);
}

/** What stands around the pieces. Not settled when one of them was led to a moment ago and is not any more. */
export async function readAround(
  place: Place,
  pieces: readonly Piece[],
  weights: Weights,
): Promise<{ candidates: Candidate[]; isSettled: boolean }> {
  const ids = [...new Set(pieces.map(({ documentId }) => markerId(documentId)))];
  const [points, scores] = await Promise.all([
    readPoints(place, [...ids, ...pieces.map(idBefore).filter((id) => id !== null)]),
    scoreDocuments(place, ids, weights),
  ]);
  const candidates: Candidate[] = [];
  let isSettled = true;
  for (const piece of pieces) {
    const id = markerId(piece.documentId);
    const marker = readMarker(points.get(id));
    if (marker?.version !== piece.version) {
      // One that is being written is found before it counts.
      isSettled &&= marker?.pending.includes(piece.version) === true;
      continue;
    }
    const before = readPiece(points.get(idBefore(piece) ?? ''));
    candidates.push({ piece, marker, before, documentScore: scores.get(id) ?? 0 });
  }
  return { candidates, isSettled };
}

function idBefore({ documentId, version, piece }: Piece): string | null {
  return piece === 0 ? null : pieceId(documentId, version, piece - 1);
}
