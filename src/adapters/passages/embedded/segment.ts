import type { DocumentContent } from '../../../domain/document.ts';

/**
 * An index over some documents that is never changed, but for documents that die. Pieces of one document lie together, so
 * that one walk over a term's list gives the document's count as well as the pieces'.
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
  pieces: SegmentPieces;
  /** Weighted terms of all pieces. */
  length: number;
};

/** Columns, one entry a document. */
export type SegmentDocuments = {
  contents: DocumentContent[];
  /** 1, or 0 when the document was replaced or removed. */
  alive: Uint8Array;
  /** Weighted terms. */
  lengths: Float32Array;
  /** Number of the piece after the last one. */
  pieceEnds: Uint32Array;
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

export function sumOf(lengths: Float32Array): number {
  return lengths.reduce((sum, length) => sum + length, 0);
}

/** Share of pieces whose document is dead. */
export function deadShare({ documents, pieces }: Segment): number {
  let dead = 0;
  for (let i = 0; i < documents.contents.length; i += 1) {
    if (documents.alive[i] === 0) dead += (documents.pieceEnds[i] ?? 0) - (documents.pieceEnds[i - 1] ?? 0);
  }
  return pieces.document.length === 0 ? 0 : dead / pieces.document.length;
}
