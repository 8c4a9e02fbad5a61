import { normalise } from '../../../base/text.ts';
import type { DocumentContent } from '../../../domain/document.ts';
import { createDocumentColumns } from './document-columns.ts';
import { createHeadReader } from './heads.ts';
import { writeLists } from './lists.ts';
import type { Pace } from './pace.ts';
import { cutIntoPieces } from './pieces.ts';
import { type Segment, type SegmentPieces, sumOf } from './segment.ts';
import { createTermCounter } from './term-counts.ts';

/** Term entries after which a segment is closed: bounds what building holds besides the result to about 30 MB. */
const largestBuild = 1_000_000;

/** Indexes documents into one segment or, when there is much to index, several. */
export async function buildSegments(contents: readonly DocumentContent[], pace: Pace): Promise<Segment[]> {
  const segments: Segment[] = [];
  let draft = createDraft();
  for (const content of contents) {
    for (let passage = 0; passage < content.passages.length; passage += 1) {
      draft.addPassage(content, passage);
      if (pace.isRestDue(content.passages[passage]?.text.length ?? 0)) await pace.rest();
    }
    draft.endDocument(content);
    if (draft.entries() < largestBuild) continue;
    segments.push(await draft.finish(pace));
    draft = createDraft();
  }
  segments.push(await draft.finish(pace));
  return segments.filter(({ documents }) => documents.ids.length > 0);
}

type Draft = {
  addPassage(content: DocumentContent, passage: number): void;
  endDocument(content: DocumentContent): void;
  entries(): number;
  finish(pace: Pace): Promise<Segment>;
};

function createDraft(): Draft {
  const counter = createTermCounter();
  const headOf = createHeadReader();
  const documents = createDocumentColumns();
  const columns = createPieceColumns();
  let number = 0;
  let length = 0;

  return {
    addPassage(content, passage) {
      const text = content.passages[passage]?.text ?? '';
      const { title, section } = headOf(content, passage);
      for (const { start, end } of cutIntoPieces(text)) {
        counter.begin();
        for (const part of [title, section, normalise(text.slice(start, end))]) counter.add(part);
        columns.push({ document: number, passage, start, end, lengths: counter.length() });
        length += counter.length();
      }
    },
    endDocument(content) {
      documents.add(content, { length, pieceEnd: columns.values.document.length });
      number += 1;
      length = 0;
    },
    entries: () => counter.result.terms.length,
    async finish(pace) {
      const pieces = closePieces(columns.values);
      const lists = await writeLists({ ...counter.result, documentOf: pieces.document }, pace);
      return { ...lists, ...documents.finish(), pieces, length: sumOf(pieces.lengths) };
    },
  };
}

type PieceColumns = Record<keyof SegmentPieces, number[]>;

function createPieceColumns(): { values: PieceColumns; push(row: Record<keyof SegmentPieces, number>): void } {
  const values: PieceColumns = { document: [], passage: [], start: [], end: [], lengths: [] };
  return {
    values,
    push(row) {
      values.document.push(row.document);
      values.passage.push(row.passage);
      values.start.push(row.start);
      values.end.push(row.end);
      values.lengths.push(row.lengths);
    },
  };
}

function closePieces(of: PieceColumns): SegmentPieces {
  return {
    document: Uint32Array.from(of.document),
    passage: Uint32Array.from(of.passage),
    start: Uint32Array.from(of.start),
    end: Uint32Array.from(of.end),
    lengths: Float32Array.from(of.lengths),
  };
}
