import { normalise } from '../../../base/text.ts';
import type { DocumentContent } from '../../../domain/document.ts';
import type { Segment } from './segment.ts';

/** A piece with its normalised text. */
export type PieceText = { content: DocumentContent; passage: number; text: string };

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

function readPiece({ documents, pieces }: Segment, piece: number): PieceText {
  const content = documents.contents[pieces.document[piece] ?? 0];
  if (!content) throw new RangeError(`No document for piece ${piece}`);
  const passage = pieces.passage[piece] ?? 0;
  const text = content.passages[passage]?.text.slice(pieces.start[piece], pieces.end[piece]) ?? '';
  return { content, passage, text: normalise(text) };
}
