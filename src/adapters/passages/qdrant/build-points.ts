import type { Schemas } from '@qdrant/js-client-rest';
import { normalise } from '../../../base/text.ts';
import type { DocumentContent, Passage } from '../../../domain/document.ts';
import type { Gazetteer } from '../../../domain/gazetteer.ts';
import { createHeadReader } from '../embedded/heads.ts';
import { cutIntoPieces } from '../embedded/pieces.ts';
import { termsOfDocument, termsOfPiece } from './create-collection.ts';
import { validRange } from './filters.ts';
import { markerId, pieceId } from './names.ts';
import { type MarkerPayload, type PiecePayload, wellFormed } from './payload.ts';
import { addCounts, averageLength, countTerms, type TermCounts, toSparse } from './sparse.ts';

type Point = Schemas['PointStruct'];

/** The points of a document, one after the other, because a document may be large. */
export type DocumentPoints = {
  pieces(): Generator<Point>;
  /** The one that leads to the pieces, when all of them were taken. */
  marker(pending: string[]): Point;
};

export function buildPoints(content: DocumentContent, version: string, gazetteer: Gazetteer): DocumentPoints {
  const { document } = content;
  const headOf = createHeadReader();
  const whole: TermCounts = { counts: new Map(), length: 0 };
  const places = new Set<string>();

  function* pieces(): Generator<Point> {
    let piece = 0;
    for (const [index, passage] of content.passages.entries()) {
      const { title, section } = headOf(content, index);
      for (const part of partsOf(passage)) {
        const text = normalise(part.passage.text);
        const counts = countTerms([title, section, text]);
        addCounts(whole, counts);
        for (const place of gazetteer.placesIn(`${title}\n${section}\n${text}`)) places.add(place);
        const payload = piecePayload(content, { version, piece, length: counts.length, ...part });
        const vector = { [termsOfPiece]: toSparse(counts, averageLength.piece) };
        yield { id: pieceId(payload.documentId, version, piece), vector, payload };
        piece += 1;
      }
    }
  }

  return {
    pieces,
    marker(pending) {
      const payload: MarkerPayload = {
        ...emptyMarker(document.id),
        version,
        pending,
        hash: document.hash,
        places: [...places],
        document: JSON.stringify(document),
      };
      const vector = { [termsOfDocument]: toSparse(whole, averageLength.document) };
      return { id: markerId(payload.documentId), vector, payload };
    },
  };
}

type Part = { at: number; pieces: number; passage: Passage };

function partsOf(passage: Passage): Part[] {
  const cuts = cutIntoPieces(passage.text);
  return cuts.map(({ start, end }, at) => ({
    at,
    pieces: cuts.length,
    passage: { ...passage, text: passage.text.slice(start, end) },
  }));
}

function piecePayload(
  { document }: DocumentContent,
  { passage, ...part }: Part & { version: string; piece: number; length: number },
): PiecePayload {
  return {
    kind: 'piece',
    documentId: wellFormed(document.id),
    collection: wellFormed(document.collection),
    ...validRange(document),
    first: part.at === 0,
    ...part,
    passage: JSON.stringify(passage),
  };
}

/** Of a document that is not there yet. */
export function emptyMarker(documentId: string): MarkerPayload {
  return {
    kind: 'document',
    documentId: wellFormed(documentId),
    version: '',
    pending: [],
    hash: '',
    places: [],
    document: 'null',
  };
}
