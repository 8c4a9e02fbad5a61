import type { Day } from '../base/calendar.ts';
import type { Document, DocumentContent, KeptDocument, Passage } from '../domain/document.ts';
import type { ValidityState } from '../domain/validity.ts';

/** Documents changed after a revision; `removed` are ids that are gone. */
export type DocumentChanges = { revision: number; put: DocumentContent[]; removed: string[] };

export type DocumentState = ValidityState['kind'];
export type DocumentOrder = 'newest' | 'title';

/** `search`: letters of title or id; `state`: as it is on `today`; null = all. `skip`: how many come before. */
export type DocumentsPage = {
  search: string | null;
  collection: string | null;
  state: DocumentState | null;
  today: Day;
  order: DocumentOrder;
  skip: number;
  limit: number;
};

export interface Documents {
  /** Keeps others from changing documents until the transaction ends. */
  lock(): Promise<void>;
  /**
   * Replaces each document with all its passages. Readers see the call whole or not at all; each document gets the next
   * revision, and is read now, `by` somebody where a person brought it.
   */
  put(documents: readonly DocumentContent[], by?: string): Promise<void>;
  /** Unknown ids are ignored; returns how many were there. */
  remove(ids: readonly string[]): Promise<number>;
  find(id: string): Promise<DocumentContent | null>;
  /** Without its passages; null when it is not there. */
  findKept(id: string): Promise<KeptDocument | null>;
  /** Those that are there, in no order. */
  findMany(ids: readonly string[]): Promise<DocumentContent[]>;
  /** Id and hash of every document, with the revision they stand at. */
  hashes(): Promise<{ revision: number; hashes: ReadonlyMap<string, string> }>;
  /** By id, without passages; `passages` counts them. */
  list(): Promise<(Document & { passages: number })[]>;
  /** One page of those that fit, `total` of them all. */
  page(of: DocumentsPage): Promise<{ documents: KeptDocument[]; total: number }>;
  /** Those with this hash, or whose file has it in its path; at most ten. */
  withContent(hash: string): Promise<{ id: string; title: string }[]>;
  /** By name, with how many documents each holds. */
  collections(): Promise<{ name: string; documents: number }[]>;
  /** Passages of a document in order, from the number `from` on. */
  passagesOf(id: string, of: { from: number; limit: number }): Promise<Passage[]>;
  /** Number of the last change, 0 when there was none. Grows in commit order. */
  revision(): Promise<number>;
  /**
   * What changed after `revision`, documents with passages, at most `limit` of put and removed together. The revision
   * returned is where to go on; nothing is left when it equals the one given.
   */
  changesAfter(revision: number, limit: number): Promise<DocumentChanges>;
}
