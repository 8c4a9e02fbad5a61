import type { Day } from '../base/calendar.ts';
import type { Document, DocumentContent, Passage } from '../domain/document.ts';

/** A passage found. `score` (0..1) orders hits and tells how well it fits, across queries; `confidence` (0..1): share of the question's terms. */
export type Hit = { passage: Passage; document: Document; score: number; confidence: number };

export type SearchOptions = {
  /** At most this many hits. */
  limit: number;
  /** Only documents of these collections; null = all. */
  collections: readonly string[] | null;
  /** Only documents in force on this day; null = all. */
  validOn: Day | null;
  /** Only these documents, by id; null = all. */
  documents: readonly string[] | null;
};

/** What goes into an index. */
export interface IndexWriter {
  /** Adds documents or replaces those of the same id, without rebuilding the others. They can be found by their words at once. */
  put(documents: readonly DocumentContent[]): Promise<void>;
  /** Forgets documents; unknown ids are ignored. */
  remove(documentIds: readonly string[]): Promise<void>;
  /** Id and hash of every document held. */
  hashes(): Promise<ReadonlyMap<string, string>>;
  /**
   * Makes vectors for some of the passages that have none yet; `left` tells how many still have none, 0 without an embedder.
   * Throws what the embedder throws, and what was made stays.
   */
  enrich(signal: AbortSignal): Promise<{ made: number; left: number }>;
}

/** An index being made beside the one that answers. */
export interface IndexDraft extends IndexWriter {
  /** Takes the place of the index in one step: a search sees the old one or the new one. */
  publish(): Promise<void>;
  /** Gives it up; nothing of it is left. */
  discard(): Promise<void>;
}

/**
 * Finds passages for a question.
 *
 * Every adapter passes test/contract/passage-index.ts; what is promised is written there. Throws `index/unavailable` when
 * the engine behind it does not answer.
 */
export interface PassageIndex extends IndexWriter {
  /** True when many processes share what is held, so that one of them at a time may write. */
  readonly shared: boolean;
  /** Best first. */
  search(query: string, options: SearchOptions): Promise<Hit[]>;
  /** Passages of one document in order; empty when unknown. */
  passagesOf(documentId: string): Promise<readonly Passage[]>;
  /** Numbers of documents and passages held, and of passages that have no vector yet. */
  size(): Promise<{ documents: number; passages: number; withoutVector: number }>;
  /** False when what is held was made in another way (other terms, another embedding model) and must be made anew. */
  isCurrent(): Promise<boolean>;
  /** An empty index beside this one. */
  startOver(): Promise<IndexDraft>;
  /** Keeps what is held for the next process, where the adapter itself does that; nothing otherwise. */
  keep(): Promise<void>;
  close(): Promise<void>;
}
