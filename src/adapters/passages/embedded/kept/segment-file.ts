import { Buffer } from 'node:buffer';
import type { Validity } from '../../../../domain/validity.ts';
import type { Pace } from '../pace.ts';
import { type Segment, sumOf } from '../segment.ts';
import { type FileRef, readSections, type Sections, writeSections } from './sections.ts';

/** The columns that are no numbers. */
type Names = {
  ids: readonly string[];
  hashes: readonly string[];
  collections: readonly string[];
  dated: readonly (readonly [number, Validity])[];
};

export function writeSegment(path: string, segment: Segment, pace: Pace): Promise<Omit<FileRef, 'file'>> {
  const { documents, passages, pieces } = segment;
  const { ids, hashes, collections, dated } = documents;
  const names = { ids, hashes, collections: collections.names, dated: [...dated] } satisfies Names;
  const sections = {
    keys: segment.keys,
    ends: segment.ends,
    lists: segment.lists,
    names: Buffer.from(JSON.stringify(names)),
    records: documents.records.bytes,
    recordEnds: documents.records.ends,
    collections: collections.numbers,
    prints: documents.prints,
    lengths: documents.lengths,
    passageEnds: documents.passageEnds,
    pieceEnds: documents.pieceEnds,
    passageRecords: passages.records.bytes,
    passageRecordEnds: passages.records.ends,
    texts: passages.texts.bytes,
    textEnds: passages.texts.ends,
    pieceDocuments: pieces.document,
    piecePassages: pieces.passage,
    pieceStarts: pieces.start,
    pieceEndings: pieces.end,
    pieceLengths: pieces.lengths,
  };
  return writeSections(path, sections, pace);
}

/** All its documents are alive, and without vectors. */
export async function readSegment(path: string, ref: FileRef, pace: Pace): Promise<Segment> {
  const of = await readSections(path, ref, pace);
  const pieces = {
    document: of.uint32('pieceDocuments'),
    passage: of.uint32('piecePassages'),
    start: of.uint32('pieceStarts'),
    end: of.uint32('pieceEndings'),
    lengths: of.float32('pieceLengths'),
  };
  return {
    keys: of.int32('keys'),
    ends: of.uint32('ends'),
    lists: of.bytes('lists'),
    documents: readDocuments(of),
    passages: {
      records: { bytes: of.bytes('passageRecords'), ends: of.uint32('passageRecordEnds') },
      texts: { bytes: of.bytes('texts'), ends: of.uint32('textEnds') },
    },
    pieces,
    length: sumOf(pieces.lengths),
  };
}

function readDocuments(of: Sections): Segment['documents'] {
  // The checksum vouches for its shape.
  const names = of.json('names') as Names;
  return {
    ids: names.ids,
    hashes: names.hashes,
    records: { bytes: of.bytes('records'), ends: of.uint32('recordEnds') },
    collections: { names: names.collections, numbers: of.uint32('collections') },
    dated: new Map(names.dated),
    prints: of.float64('prints'),
    lengths: of.float32('lengths'),
    passageEnds: of.uint32('passageEnds'),
    pieceEnds: of.uint32('pieceEnds'),
    alive: new Uint8Array(names.ids.length).fill(1),
    vectors: names.ids.map(() => null),
  };
}
