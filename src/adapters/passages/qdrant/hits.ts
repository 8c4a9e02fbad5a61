import type { Hit } from '../../../ports/passage-index.ts';
import type { Candidate } from './candidates.ts';
import { pieceId } from './names.ts';
import { joinPieces, type Piece, readPiece } from './payload.ts';
import { type Place, readPoints } from './reads.ts';

type Best = Pick<Candidate, 'piece' | 'marker'> & { rating: number; confidence: number };

/** Whole passages; null where the rest of one is not there any more. */
export async function readHits(place: Place, best: readonly Best[]): Promise<(Hit | null)[]> {
  const points = await readPoints(
    place,
    best.flatMap(({ piece }) => (piece.pieces === 1 ? [] : idsOf(piece))),
  );
  return best.map(({ piece, marker, rating, confidence }) => {
    const pieces = piece.pieces === 1 ? [piece] : idsOf(piece).map((id) => readPiece(points.get(id)));
    const passage = joinPieces(pieces.filter((part) => part !== null));
    return passage && marker.document ? { passage, document: marker.document, score: rating, confidence } : null;
  });
}

/** Points of all pieces of its passage. */
function idsOf({ documentId, version, piece, at, pieces }: Piece): string[] {
  return Array.from({ length: pieces }, (_, i) => pieceId(documentId, version, piece - at + i));
}
