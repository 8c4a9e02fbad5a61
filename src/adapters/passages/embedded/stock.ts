import { createQueue } from '../../../base/queue.ts';
import type { DocumentContent, Passage } from '../../../domain/document.ts';
import type { Embedder } from '../../../ports/embedder.ts';
import type { IndexWriter } from '../../../ports/passage-index.ts';
import { buildSegments } from './build-segment.ts';
import { chooseMerge } from './choose-merge.ts';
import { createDocuments } from './documents.ts';
import { makeVectors } from './make-vectors.ts';
import { mergeSegments } from './merge-segments.ts';
import type { Pace } from './pace.ts';
import type { Segment } from './segment.ts';

export type StockDeps = { embedder: Embedder | null; pace: Pace };

/** All that is held at one time. */
export type Stock = IndexWriter & {
  /** What a search goes through; never changed in place. */
  segments(): readonly Segment[];
  /** Resolves when all that was asked for before is done. */
  settled(): Promise<void>;
  passagesOf(documentId: string): readonly Passage[];
  size(): { documents: number; passages: number; withoutVector: number };
};

/**
 * Documents are indexed into segments that do not change; a replaced document dies in its segment, and segments are merged
 * now and then. A search sees the state before or after a change, never one in between; changes wait for each other.
 */
export function createStock({ embedder, pace }: StockDeps, first: readonly Segment[] = []): Stock {
  const documents = createDocuments();
  for (const segment of first) documents.add(segment);
  let segments = first;
  /** One change at a time. */
  const change = createQueue();

  async function tidy(): Promise<void> {
    for (let worn = chooseMerge(segments); worn.length > 0; worn = chooseMerge(segments)) {
      const merged = await mergeSegments(worn, pace);
      // Nothing waits from here on, so that no search sees a document twice or not at all.
      documents.add(merged);
      const others = segments.filter((segment) => !worn.includes(segment));
      segments = merged.documents.ids.length === 0 ? others : [...others, merged];
    }
  }

  return {
    put: (contents) =>
      change(async () => {
        const built = await buildSegments(lastOfEach(contents), pace);
        for (const segment of built) documents.add(segment);
        segments = [...segments, ...built];
        await tidy();
      }),
    remove: (ids) =>
      change(async () => {
        for (const id of ids) documents.remove(id);
        await tidy();
      }),
    // What was asked for before is in it.
    hashes: () => change(async () => documents.hashes()),
    async enrich(signal) {
      if (!embedder) return { made: 0, left: 0 };
      const made = await makeVectors(documents, { embedder, change, signal });
      return { made, left: documents.size().withoutVector };
    },
    segments: () => segments,
    settled: () => change(async () => {}),
    passagesOf: (id) => documents.passagesOf(id),
    size: () => ({ ...documents.size(), ...(embedder ? {} : { withoutVector: 0 }) }),
  };
}

function lastOfEach(contents: readonly DocumentContent[]): DocumentContent[] {
  return [...new Map(contents.map((content) => [content.document.id, content])).values()];
}
