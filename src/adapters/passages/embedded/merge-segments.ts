import { ByteReader, createByteWriter } from './bytes.ts';
import { createDocumentColumns } from './document-columns.ts';
import { type Lists, writeList } from './lists.ts';
import type { Pace } from './pace.ts';
import { passageCount, type Segment, type SegmentPieces, sumOf } from './segment.ts';

/** One segment with the living documents of several. */
export async function mergeSegments(segments: readonly Segment[], pace: Pace): Promise<Segment> {
  const parts = placeParts(segments);
  const pieces = mergePieces(parts);
  const lists = await mergeLists(parts, pieces, pace);
  return { ...lists, ...(await mergeDocuments(parts, pace)), pieces, length: sumOf(pieces.lengths) };
}

/** A segment and the new numbers of its pieces and documents; `gone` where the document is dead. */
type Part = { segment: Segment; pieceNumbers: Uint32Array; documentNumbers: Uint32Array };

const gone = 0xffffffff;

function placeParts(segments: readonly Segment[]): Part[] {
  let nextPiece = 0;
  let nextDocument = 0;
  return segments.map((segment) => {
    const documentNumbers = new Uint32Array(segment.documents.ids.length).fill(gone);
    const pieceNumbers = new Uint32Array(segment.pieces.document.length).fill(gone);
    for (let i = 0; i < documentNumbers.length; i += 1) {
      if (segment.documents.alive[i] === 0) continue;
      documentNumbers[i] = nextDocument;
      nextDocument += 1;
    }
    for (let i = 0; i < pieceNumbers.length; i += 1) {
      if (documentNumbers[segment.pieces.document[i] ?? 0] === gone) continue;
      pieceNumbers[i] = nextPiece;
      nextPiece += 1;
    }
    return { segment, pieceNumbers, documentNumbers };
  });
}

async function mergeDocuments(parts: readonly Part[], pace: Pace): Promise<Pick<Segment, 'documents' | 'passages'>> {
  const columns = createDocumentColumns();
  let pieceEnd = 0;
  for (const { segment, documentNumbers } of parts) {
    const { pieceEnds } = segment.documents;
    for (let document = 0; document < documentNumbers.length; document += 1) {
      if (documentNumbers[document] === gone) continue;
      pieceEnd += (pieceEnds[document] ?? 0) - (pieceEnds[document - 1] ?? 0);
      columns.copy(segment, document, pieceEnd);
      if (pace.isRestDue(100 * passageCount(segment, document))) await pace.rest();
    }
  }
  return columns.finish();
}

function mergePieces(parts: readonly Part[]): SegmentPieces {
  const size = parts.reduce((sum, { pieceNumbers }) => sum + pieceNumbers.filter((piece) => piece !== gone).length, 0);
  const merged = {
    document: new Uint32Array(size),
    passage: new Uint32Array(size),
    start: new Uint32Array(size),
    end: new Uint32Array(size),
    lengths: new Float32Array(size),
  };
  for (const { segment, pieceNumbers, documentNumbers } of parts) {
    const { pieces } = segment;
    for (const [i, piece] of pieceNumbers.entries()) {
      if (piece === gone) continue;
      merged.document[piece] = documentNumbers[pieces.document[i] ?? 0] ?? 0;
      merged.passage[piece] = pieces.passage[i] ?? 0;
      merged.start[piece] = pieces.start[i] ?? 0;
      merged.end[piece] = pieces.end[i] ?? 0;
      merged.lengths[piece] = pieces.lengths[i] ?? 0;
    }
  }
  return merged;
}

async function mergeLists(parts: readonly Part[], pieces: SegmentPieces, pace: Pace): Promise<Lists> {
  const cursors = parts.map((part) => ({ part, at: 0, reader: new ByteReader(part.segment.lists) }));
  const writer = createByteWriter(parts.reduce((sum, { segment }) => sum + segment.lists.length, 0));
  const most = parts.reduce((sum, { segment }) => sum + segment.keys.length, 0);
  const keys = new Int32Array(most);
  const ends = new Uint32Array(most);
  const found = {
    pieces: new Uint32Array(pieces.document.length),
    counts: new Uint32Array(pieces.document.length),
    size: 0,
  };
  let size = 0;
  for (let key = leastKey(cursors); key !== Infinity; key = leastKey(cursors)) {
    found.size = 0;
    for (const cursor of cursors) {
      if (cursor.part.segment.keys[cursor.at] !== key) continue;
      readLiving(cursor, found);
      cursor.at += 1;
    }
    if (pace.isRestDue(found.size + 1)) await pace.rest();
    if (found.size === 0) continue;
    writeList(writer, { pieces: found.pieces, counts: found.counts, from: 0, to: found.size }, pieces.document);
    keys[size] = key;
    ends[size] = writer.length();
    size += 1;
  }
  return { keys: keys.slice(0, size), ends: ends.slice(0, size), lists: writer.finish() };
}

/** Where merging is in a segment: at its term number `at`; lists stand one behind the other, the reader at its list. */
type Cursor = { part: Part; at: number; reader: ByteReader };

/** Living pieces of one term, by their new numbers; room for all there are. */
type Found = { pieces: Uint32Array; counts: Uint32Array; size: number };

function leastKey(cursors: readonly Cursor[]): number {
  let least = Infinity;
  for (const { part, at } of cursors) least = Math.min(least, part.segment.keys[at] ?? Infinity);
  return least;
}

function readLiving({ part, reader }: Cursor, into: Found): void {
  const size = reader.read();
  reader.read();
  let old = -1;
  for (let i = 0; i < size; i += 1) {
    const entry = reader.read();
    old += (entry >>> 1) + 1;
    const count = entry & 1 ? reader.read() : 1;
    const piece = part.pieceNumbers[old] ?? gone;
    if (piece === gone) continue;
    into.pieces[into.size] = piece;
    into.counts[into.size] = count;
    into.size += 1;
  }
}
