import { z } from 'zod';
import type { Document, Passage } from '../../../domain/document.ts';

const day = z.string().nullable();

const documentSchema = z.object({
  id: z.string(),
  collection: z.string(),
  title: z.string(),
  origin: z.string().nullable(),
  hash: z.string(),
  region: z.string().nullable(),
  organization: z.string().nullable(),
  source: z.string().nullable(),
  date: day,
  validFrom: day,
  expiresOn: day,
  repealedOn: day,
  replacedBy: z.string().nullable(),
}) satisfies z.ZodType<Document>;

const passageSchema = z.object({
  id: z.string(),
  documentId: z.string(),
  seq: z.number(),
  section: z.string(),
  text: z.string(),
  page: z.number().nullable(),
}) satisfies z.ZodType<Passage>;

/** JSON inside of JSON, because a server refuses texts with half a character in them, which documents do hold. */
function json<T>(schema: z.ZodType<T>): z.ZodType<T, string> {
  return z.string().transform((text, context) => {
    const parsed = schema.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    context.addIssue({ code: 'custom', message: 'not what was written' });
    return z.NEVER;
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One point a document: it says which version of its pieces counts, and whether all of them are there. */
const markerSchema = z.object({
  kind: z.literal('document'),
  documentId: z.string(),
  /** Pieces of other versions do not count; '' while none does. */
  version: z.string(),
  /** Versions of which pieces may be there, besides the one that counts; and a sign when it is being removed. */
  pending: z.array(z.string()),
  hash: z.string(),
  /** Names of places anywhere in it. */
  places: z.array(z.string()),
  /** Null before its first version is there. */
  document: json(documentSchema.nullable()),
});

/** One point a piece. A passage is cut into `pieces`, of which this is number `at`; `piece` counts through the document. */
const pieceSchema = z.object({
  kind: z.literal('piece'),
  documentId: z.string(),
  version: z.string(),
  collection: z.string(),
  /** Days as numbers (20261123): in force from the first to before the second. */
  validFrom: z.number(),
  validUntil: z.number(),
  piece: z.number(),
  /** Of its passage: it carries the passage's dense vector. */
  first: z.boolean(),
  at: z.number(),
  pieces: z.number(),
  /** Weighted terms, with those of title and section. */
  length: z.number(),
  /** The passage, with the piece's part of its text. */
  passage: json(passageSchema),
});

export type Marker = z.output<typeof markerSchema>;
export type MarkerPayload = z.input<typeof markerSchema>;
export type Piece = z.output<typeof pieceSchema>;
export type PiecePayload = z.input<typeof pieceSchema>;

/** Null when it is none: whoever can write to the server may have put anything there. */
export function readMarker(payload: unknown): Marker | null {
  return markerSchema.safeParse(payload).data ?? null;
}

export function readPiece(payload: unknown): Piece | null {
  return pieceSchema.safeParse(payload).data ?? null;
}

/** A passage from its pieces in order; null when some are missing. */
export function joinPieces(pieces: readonly Piece[]): Passage | null {
  const [first] = pieces;
  if (!first || pieces.length !== first.pieces || pieces.some(({ at }, i) => at !== i)) return null;
  return { ...first.passage, text: pieces.map(({ passage }) => passage.text).join('') };
}

/** An id or a name as a filter may compare it. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
