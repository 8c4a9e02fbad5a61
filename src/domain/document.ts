import type { Day } from '../base/calendar.ts';
import type { Validity } from './validity.ts';

/** What front matter or the console says of a document; null when it does not. */
export type DocumentFacts = Validity & {
  region: string | null;
  organization: string | null;
  source: string | null;
  date: Day | null;
};

/** Facts of a document that says nothing of itself. */
export const noFacts: DocumentFacts = {
  region: null,
  organization: null,
  source: null,
  date: null,
  validFrom: null,
  expiresOn: null,
  repealedOn: null,
  replacedBy: null,
};

/** An ingested document. `id` is `collection/path`; `origin` the absolute file it came from, null when it came as a line. */
export type Document = DocumentFacts & {
  id: string;
  collection: string;
  title: string;
  origin: string | null;
  /** Hash of content, facts and splitting; equal means nothing to do, here and in an index. */
  hash: string;
};

/** A document as it lies in the store; `readAt`: epoch ms, null from before that was noted; `readBy`: who brought it, null for files. */
export type KeptDocument = Document & { passages: number; readAt: number | null; readBy: string | null };

/** The unit that is retrieved and cited. `section` is the heading path joined with " › ", "" at the top. */
export type Passage = {
  id: string;
  documentId: string;
  /** Order within the document, from 0. */
  seq: number;
  section: string;
  /** Verbatim text of the document. */
  text: string;
  /** Page it begins on, from 1; null where a document has no pages. */
  page: number | null;
};

/** A document with its passages in order. */
export type DocumentContent = { document: Document; passages: readonly Passage[] };

/** How a collection may be called: letters, Han characters, digits, `-` and `_`. */
export const collectionForm = /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,39}$/u;

/** What stands as the source of a document that a person's answer became. */
export const personsAnswer = '工作人员答复';

/** A run of text under one heading path, as a reader found it in a file; verbatim. */
export type Block = {
  section: readonly string[];
  text: string;
  page: number | null;
  /** Head of the table that `text` is rows of; it is repeated in front of every passage cut from them. */
  tableHead: string | null;
};

/** What a reader makes of a file, before it is cut into passages. */
export type ReadDocument = { title: string | null; facts: DocumentFacts; blocks: readonly Block[] };
