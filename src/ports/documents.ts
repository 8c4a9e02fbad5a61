import type { Document, DocumentContent } from '../domain/document.ts';

/** Documents changed after a revision; `removed` are ids that are gone. */
export type DocumentChanges = { revision: number; put: DocumentContent[]; removed: string[] };

export interface Documents {
  /** Replaces each document with all its passages. Readers see the call whole or not at all; each document gets the next revision. */
  put(documents: readonly DocumentContent[]): Promise<void>;
  /** Unknown ids are ignored; returns how many were there. */
  remove(ids: readonly string[]): Promise<number>;
  find(id: string): Promise<DocumentContent | null>;
  /** Those that are there, in no order. */
  findMany(ids: readonly string[]): Promise<DocumentContent[]>;
  /** Id and hash of every document, with the revision they stand at. */
  hashes(): Promise<{ revision: number; hashes: ReadonlyMap<string, string> }>;
  /** By id, without passages; `passages` counts them. */
  list(): Promise<(Document & { passages: number })[]>;
  /** Number of the last change, 0 when there was none. Grows in commit order. */
  revision(): Promise<number>;
  /**
   * What changed after `revision`, documents with passages, at most `limit` of put and removed together. The revision
   * returned is where to go on; nothing is left when it equals the one given.
   */
  changesAfter(revision: number, limit: number): Promise<DocumentChanges>;
}
