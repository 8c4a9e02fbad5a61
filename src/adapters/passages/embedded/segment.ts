import type { Validity } from '../../../domain/validity.ts';
import type { Strings } from './strings.ts';
import type { DocumentVectors } from './vectors.ts';

/**
 * An index over some documents, and the documents, that is never changed, but for documents that die and vectors that
 * come. Pieces of one document lie together, so that one walk over a term's list gives the document's count as well as the
 * pieces'. All of it is columns of numbers and bytes: that is small, and read from a file as it lies there.
 */
export type Segment = {
  /** Terms in ascending order. */
  keys: Int32Array;
  /** `lists.subarray(ends[i - 1], ends[i])` is the list of `keys[i]`. */
  ends: Uint32Array;
  /**
   * A list: number of pieces, number of documents, then for each piece (gap to the one before - 1) * 2, plus 1 with a
   * count behind it when the term stands there more than once.
   */
  lists: Uint8Array;
  documents: SegmentDocuments;
  passages: SegmentPassages;
  pieces: SegmentPieces;
  /** Weighted terms of all pieces. */
  length: number;
};

/** Columns, one entry a document. */
export type SegmentDocuments = {
  ids: readonly string[];
  hashes: readonly string[];
  /** All that is said of it, as JSON in UTF-8. */
  records: Strings;
  collections: Collections;
  /** Those that say when they are in force, by number. */
  dated: ReadonlyMap<number, Validity>;
  /** Made of title, sections and texts: equal where the vectors are. Whole numbers below 2^48. */
  prints: Float64Array;
  /** Weighted terms. */
  lengths: Float32Array;
  /** Number of the passage, and of the piece, after the last one. */
  passageEnds: Uint32Array;
  pieceEnds: Uint32Array;
  /** 1, or 0 when the document was replaced or removed. */
  alive: Uint8Array;
  /** Null while no passage has one. */
  vectors: (DocumentVectors | null)[];
};

/** `names[numbers[i]]` is the collection of document `i`. */
export type Collections = { names: readonly string[]; numbers: Uint32Array };

/** Columns, one entry a passage. */
export type SegmentPassages = {
  /** Id, section and page, as JSON in UTF-8. */
  records: Strings;
  /** In UTF-16, little end first. */
  texts: Strings;
};

/** Columns, one entry a piece. */
export type SegmentPieces = {
  document: Uint32Array;
  /** Place of the passage in its document. */
  passage: Uint32Array;
  start: Uint32Array;
  end: Uint32Array;
  /** Weighted terms, with those of title and section. */
  lengths: Float32Array;
};

/** Place of a term in `keys`, -1 when no piece has it. */
export function findTerm({ keys }: Segment, key: number): number {
  let low = 0;
  let high = keys.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = keys[middle] ?? 0;
    if (found === key) return middle;
    if (found < key) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** First piece of the passage that a piece belongs to; pieces of one passage lie together. */
export function passageStart({ pieces: { document, passage } }: Segment, piece: number): number {
  let start = piece;
  while (start > 0 && document[start - 1] === document[piece] && passage[start - 1] === passage[piece]) start -= 1;
  return start;
}

/** The piece after the last one of the same passage. */
export function passageEnd({ pieces: { document, passage } }: Segment, piece: number): number {
  let end = piece + 1;
  while (document[end] === document[piece] && passage[end] === passage[piece]) end += 1;
  return end;
}

/** First piece of a passage; every passage has one. */
export function firstPiece(segment: Segment, of: { document: number; passage: number }): number {
  let piece = segment.documents.pieceEnds[of.document - 1] ?? 0;
  while (segment.pieces.passage[piece] !== of.passage) piece = passageEnd(segment, piece);
  return piece;
}

export function passageCount({ documents: { passageEnds } }: Segment, document: number): number {
  return (passageEnds[document] ?? 0) - (passageEnds[document - 1] ?? 0);
}

export function sumOf(lengths: Float32Array): number {
  return lengths.reduce((sum, length) => sum + length, 0);
}

/** Share of pieces whose document is dead. */
export function deadShare({ documents, pieces }: Segment): number {
  let dead = 0;
  for (let i = 0; i < documents.alive.length; i += 1) {
    if (documents.alive[i] === 0) dead += (documents.pieceEnds[i] ?? 0) - (documents.pieceEnds[i - 1] ?? 0);
  }
  return pieces.document.length === 0 ? 0 : dead / pieces.document.length;
}
