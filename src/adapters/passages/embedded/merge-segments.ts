import type { DocumentContent } from '../../../domain/document.ts';
import { ByteReader, createByteWriter } from './bytes.ts';
import { type Lists, writeList } from './lists.ts';
import type { Pace } from './pace.ts';
import { type Segment, type SegmentDocuments, type SegmentPieces, sumOf } from './segment.ts';

/** One segment with the living documents of several. */
export async function mergeSegments(segments: readonly Segment[], pace: Pace): Promise<Segment> {
  const parts = placeParts(segments);
  const documents = mergeDocuments(parts);
  const pieces = mergePieces(parts);
  return { ...(await mergeLists(parts, pieces, pace)), documents, pieces, length: sumOf(pieces.lengths) };
}

/** A segment and the new numbers of its pieces and documents; `gone` where the document is dead. */
type Part = { segment: Segment; pieceNumbers: Uint32Array; documentNumbers: Uint32Array };

const gone = 0xffffffff;

function placeParts(segments: readonly Segment[]): Part[] {
  let nextPiece = 0;
  let nextDocument = 0;
  return segments.map((segment) => {
    const documentNumbers = new Uint32Array(segment.documents.contents.length).fill(gone);
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

function mergeDocuments(parts: readonly Part[]): SegmentDocuments {
  const contents: DocumentContent[] = [];
  const lengths: number[] = [];
  const pieceEnds: number[] = [];
  for (const { segment, documentNumbers } of parts) {
    const { documents } = segment;
    for (const [i, content] of documents.contents.entries()) {
      if (documentNumbers[i] === gone) continue;
      const size = (documents.pieceEnds[i] ?? 0) - (documents.pieceEnds[i - 1] ?? 0);
      contents.push(content);
      lengths.push(documents.lengths[i] ?? 0);
      pieceEnds.push((pieceEnds.at(-1) ?? 0) + size);
    }
  }
  return {
    contents,
    alive: new Uint8Array(contents.length).fill(1),
    lengths: Float32Array.from(lengths),
    pieceEnds: Uint32Array.from(pieceEnds),
  };
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
