import type { Document, DocumentContent } from '../domain/document.ts';

/** Documents changed after a revision; `removed` are ids that are gone. */
export type DocumentChanges = { revision: number; put: DocumentContent[]; removed: string[] };

export interface Documents {
  /** Replaces each document with all its passages. One revision for the call; readers see all or nothing. */
  put(documents: readonly DocumentContent[]): Promise<void>;
  /** Unknown ids are ignored; returns how many were there. */
  remove(ids: readonly string[]): Promise<number>;
  find(id: string): Promise<DocumentContent | null>;
  /** By id, without passages; `passages` counts them. */
  list(): Promise<(Document & { passages: number })[]>;
  /** Number of the last change, 0 when there was none. Grows in commit order. */
  revision(): Promise<number>;
  /** What changed after `revision`, documents with passages; at most about `limit` documents a call. */
  changesAfter(revision: number, limit: number): Promise<DocumentChanges>;
}
