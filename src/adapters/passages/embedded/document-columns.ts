import { createHash } from 'node:crypto';
import type { DocumentContent } from '../../../domain/document.ts';
import type { Validity } from '../../../domain/validity.ts';
import { documentRecord, passageRecord } from './records.ts';
import { passageCount, type Segment, type SegmentDocuments, type SegmentPassages } from './segment.ts';
import { createStringWriter } from './strings.ts';
import type { DocumentVectors } from './vectors.ts';

/** Documents one behind the other, as a segment has them. */
export type DocumentColumns = {
  /** `length`: weighted terms; `pieceEnd`: number of the piece after its last one. */
  add(content: DocumentContent, of: { length: number; pieceEnd: number }): void;
  /** A document of another segment, with its vectors. */
  copy(segment: Segment, document: number, pieceEnd: number): void;
  finish(): { documents: SegmentDocuments; passages: SegmentPassages };
};

export function createDocumentColumns(): DocumentColumns {
  const ids: string[] = [];
  const hashes: string[] = [];
  const dated = new Map<number, Validity>();
  const vectors: (DocumentVectors | null)[] = [];
  const numbers = { collections: [] as number[], prints: [] as number[], lengths: [] as number[] };
  const ends = { passages: [] as number[], pieces: [] as number[] };
  const names = new Map<string, number>();
  const strings = {
    documents: createStringWriter('utf8'),
    passages: createStringWriter('utf8'),
    texts: createStringWriter('utf16le'),
  };

  function addFacts(of: {
    id: string;
    hash: string;
    collection: string;
    validity: Validity | null;
    print: number;
    length: number;
    passages: number;
    pieceEnd: number;
    vectors: DocumentVectors | null;
  }): void {
    if (of.validity) dated.set(ids.length, of.validity);
    ids.push(of.id);
    hashes.push(of.hash);
    if (!names.has(of.collection)) names.set(of.collection, names.size);
    numbers.collections.push(names.get(of.collection) ?? 0);
    numbers.prints.push(of.print);
    numbers.lengths.push(of.length);
    ends.passages.push((ends.passages.at(-1) ?? 0) + of.passages);
    ends.pieces.push(of.pieceEnd);
    vectors.push(of.vectors);
  }

  return {
    add(content, { length, pieceEnd }) {
      const { document, passages } = content;
      strings.documents.write(documentRecord(document));
      for (const passage of passages) {
        strings.passages.write(passageRecord(passage));
        strings.texts.write(passage.text);
      }
      const { id, hash, collection } = document;
      const facts = { id, hash, collection, validity: validityIn(document), print: printOf(content), vectors: null };
      addFacts({ ...facts, length, pieceEnd, passages: passages.length });
    },
    copy(segment, document, pieceEnd) {
      const { documents } = segment;
      const passages = passageCount(segment, document);
      const to = documents.passageEnds[document] ?? 0;
      strings.documents.copy(documents.records, document, document + 1);
      strings.passages.copy(segment.passages.records, to - passages, to);
      strings.texts.copy(segment.passages.texts, to - passages, to);
      addFacts({
        id: documents.ids[document] ?? '',
        hash: documents.hashes[document] ?? '',
        collection: documents.collections.names[documents.collections.numbers[document] ?? 0] ?? '',
        validity: documents.dated.get(document) ?? null,
        print: documents.prints[document] ?? 0,
        length: documents.lengths[document] ?? 0,
        passages,
        pieceEnd,
        vectors: documents.vectors[document] ?? null,
      });
    },
    finish: () => ({
      documents: {
        ids,
        hashes,
        records: strings.documents.finish(),
        collections: { names: [...names.keys()], numbers: Uint32Array.from(numbers.collections) },
        dated,
        prints: Float64Array.from(numbers.prints),
        lengths: Float32Array.from(numbers.lengths),
        passageEnds: Uint32Array.from(ends.passages),
        pieceEnds: Uint32Array.from(ends.pieces),
        alive: new Uint8Array(ids.length).fill(1),
        vectors,
      },
      passages: { records: strings.passages.finish(), texts: strings.texts.finish() },
    }),
  };
}

/** Null when the document says nothing of it, as nearly all do. */
function validityIn({ validFrom, expiresOn, repealedOn, replacedBy }: Validity): Validity | null {
  const validity = { validFrom, expiresOn, repealedOn, replacedBy };
  return Object.values(validity).some((value) => value !== null) ? validity : null;
}

function printOf({ document, passages }: DocumentContent): number {
  const hash = createHash('sha1').update(JSON.stringify(document.title));
  for (const { section, text } of passages) hash.update(JSON.stringify([section, text]));
  return hash.digest().readUIntBE(0, 6);
}
