import type { Embedder } from '../../../ports/embedder.ts';
import { statusOf } from './errors.ts';
import { passagesWithout } from './filters.ts';
import { pieceId } from './names.ts';
import { type Piece, readPiece } from './payload.ts';
import { count, type Place, readMarkers, readPoints } from './reads.ts';
import { createWrites, type Writes } from './writes.ts';

type Wanted = { dense: string; embedder: Embedder; signal: AbortSignal };

/** Passages in one step. */
const stepSize = 50;
/** Pieces of a passage that a model reads, some 2,000 characters. */
const mostPieces = 6;

/** One vector a passage, at its first piece. */
export async function enrich(
  place: Place,
  { dense, embedder, signal }: Wanted,
): Promise<{ made: number; left: number }> {
  const firsts = await readFirsts(place, dense);
  if (firsts.length === 0) return { made: 0, left: 0 };
  const vectors = await embedder.embed(await textsOf(place, firsts), signal);
  const points = firsts.flatMap((piece, i) => {
    const vector = vectors[i];
    return vector ? [{ id: idOf(piece, piece.piece), vector: { [dense]: [...vector] } }] : [];
  });
  const isMade = await setVectors(place, points);
  return { made: isMade ? points.length : 0, left: await count(place, passagesWithout(dense)) };
}

/** False when one of their documents was replaced meanwhile: then the next step finds what is there now. */
async function setVectors(place: Place, points: Parameters<Writes['setVectors']>[0]): Promise<boolean> {
  try {
    await createWrites(place).setVectors(points);
    return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw error;
  }
}

async function readFirsts({ connection, collection }: Place, dense: string): Promise<Piece[]> {
  const body = { filter: passagesWithout(dense), with_payload: true, with_vector: false, limit: stepSize };
  const { points } = await connection.read((client) => client.scroll(collection, body));
  return points.map(({ payload }) => readPiece(payload)).filter((piece) => piece !== null);
}

async function textsOf(place: Place, firsts: readonly Piece[]): Promise<string[]> {
  const markers = await readMarkers(
    place,
    firsts.map(({ documentId }) => documentId),
  );
  const parts = await readPoints(place, firsts.flatMap(partIds));
  return firsts.map((first) => {
    const pieces = partIds(first).map((id) => readPiece(parts.get(id)));
    const text = pieces.map((piece) => piece?.passage.text ?? '').join('');
    const title = markers.get(first.documentId)?.document?.title ?? '';
    return [title, first.passage.section, text].filter((part) => part !== '').join('\n');
  });
}

function partIds(first: Piece): string[] {
  return Array.from({ length: Math.min(first.pieces, mostPieces) }, (_, at) => idOf(first, first.piece + at));
}

function idOf({ documentId, version }: Piece, piece: number): string {
  return pieceId(documentId, version, piece);
}
