import type { DocumentContent, Passage } from '../domain/document.ts';

/** A passage found. `score` orders hits of one query; `confidence` (0..1) compares across queries: best score / ideal score. */
export type Hit = { passage: Passage; title: string; score: number; confidence: number };

export type SearchOptions = {
  /** At most this many hits. */
  limit: number;
  /** Only documents of these collections; null = all. */
  collections: readonly string[] | null;
};

/**
 * Finds passages for a question.
 *
 * Every adapter passes test/contract/passage-index.ts; what is promised is written there.
 */
export interface PassageIndex {
  /** Adds documents or replaces those of the same id, without rebuilding the others. */
  put(documents: readonly DocumentContent[]): Promise<void>;
  /** Forgets documents; unknown ids are ignored. */
  remove(documentIds: readonly string[]): Promise<void>;
  /** Best first. */
  search(query: string, options: SearchOptions): Promise<Hit[]>;
  /** Passages of one document in order; empty when unknown. */
  passagesOf(documentId: string): readonly Passage[];
  /** Numbers of documents and passages held. */
  size(): { documents: number; passages: number };
}
