import type { Document, DocumentContent, Passage } from '../../../domain/document.ts';
import { passageCount, type Segment, type SegmentDocuments } from './segment.ts';
import { stringAt } from './strings.ts';

/** What a passage's record holds; id of the document and order are known from where it stands. */
type PassageRecord = Pick<Passage, 'id' | 'section' | 'page'>;

export function documentRecord(document: Document): string {
  return JSON.stringify(document);
}

export function passageRecord({ id, section, page }: Passage): string {
  return JSON.stringify({ id, section, page } satisfies PassageRecord);
}

export function documentAt({ records }: SegmentDocuments, document: number): Document {
  const read: Document = JSON.parse(stringAt(records, document, 'utf8'));
  return read;
}

export function passageAt(segment: Segment, { document, seq }: { document: number; seq: number }): Passage {
  const { records, texts } = segment.passages;
  const number = passageNumber(segment, document, seq);
  const { id, section, page }: PassageRecord = JSON.parse(stringAt(records, number, 'utf8'));
  const documentId = segment.documents.ids[document] ?? '';
  return { id, documentId, seq, section, text: stringAt(texts, number, 'utf16le'), page };
}

export function contentAt(segment: Segment, document: number): DocumentContent {
  const passages = Array.from({ length: passageCount(segment, document) }, (_, seq) =>
    passageAt(segment, { document, seq }),
  );
  return { document: documentAt(segment.documents, document), passages };
}

/** A piece's title, section and text, verbatim. */
export function pieceAt(segment: Segment, piece: number): { title: string; section: string; text: string } {
  const { document: documents, passage: passages, start, end } = segment.pieces;
  const document = documents[piece] ?? 0;
  const number = passageNumber(segment, document, passages[piece] ?? 0);
  const { section }: PassageRecord = JSON.parse(stringAt(segment.passages.records, number, 'utf8'));
  const { bytes, ends } = segment.passages.texts;
  const from = ends[number - 1] ?? 0;
  const text = bytes.toString('utf16le', from + 2 * (start[piece] ?? 0), from + 2 * (end[piece] ?? 0));
  return { title: documentAt(segment.documents, document).title, section, text };
}

function passageNumber({ documents }: Segment, document: number, seq: number): number {
  return (documents.passageEnds[document - 1] ?? 0) + seq;
}
