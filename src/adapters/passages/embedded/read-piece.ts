import { normalise } from '../../../base/text.ts';
import { pieceAt } from './records.ts';
import type { Segment } from './segment.ts';

/** A piece with what stands above it, all normalised. */
export type PieceText = { title: string; section: string; text: string };

export type ReadPiece = (segment: Segment, piece: number) => PieceText;

/** Pieces kept, about 1 kB each: the questions of a group keep coming back to the same ones. */
const kept = 4000;

/** Normalising is the dear part of a look, so what was read is kept for the next query. */
export function createPieceReader(): ReadPiece {
  let known = new WeakMap<Segment, Map<number, PieceText>>();
  let size = 0;

  return (segment, piece) => {
    const found = known.get(segment)?.get(piece);
    if (found) return found;
    if (size >= kept) {
      known = new WeakMap();
      size = 0;
    }
    const made = readPiece(segment, piece);
    known.set(segment, (known.get(segment) ?? new Map<number, PieceText>()).set(piece, made));
    size += 1;
    return made;
  };
}

function readPiece(segment: Segment, piece: number): PieceText {
  const { title, section, text } = pieceAt(segment, piece);
  return { title: normalise(title), section: normalise(section), text: normalise(text) };
}
