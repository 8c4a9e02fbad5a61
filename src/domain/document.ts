/** What front matter or the console says of a document; null when it does not. */
export type DocumentFacts = {
  region: string | null;
  organization: string | null;
  source: string | null;
  /** `YYYY-MM-DD`. */
  date: string | null;
};

/** An ingested document. `id` is `collection/path`; `origin` the absolute file it came from, null when it came as a line. */
export type Document = DocumentFacts & {
  id: string;
  collection: string;
  title: string;
  origin: string | null;
  /** Hash of content and splitting; equal means nothing to do. */
  hash: string;
};

/** The unit that is retrieved and cited. `section` is the heading path joined with " › ", "" at the top. */
export type Passage = {
  id: string;
  documentId: string;
  /** Order within the document, from 0. */
  seq: number;
  section: string;
  /** Verbatim text of the document. */
  text: string;
};

/** A document with its passages in order. */
export type DocumentContent = { document: Document; passages: readonly Passage[] };

/** A run of text under one heading path, as a reader found it in a file; verbatim. */
export type Block = { section: readonly string[]; text: string };

/** What a reader makes of a file, before it is cut into passages. */
export type ReadDocument = { title: string | null; facts: DocumentFacts; blocks: readonly Block[] };
