import type { DocumentContent } from '../../../domain/document.ts';
import type { Gazetteer } from '../../../domain/gazetteer.ts';
import type { Hit, PassageIndex } from '../../../ports/passage-index.ts';
import { buildSegments } from './build-segment.ts';
import { chooseMerge } from './choose-merge.ts';
import { createDocuments } from './documents.ts';
import { mergeSegments } from './merge-segments.ts';
import { createPace } from './pace.ts';
import { createPieceReader } from './read-piece.ts';
import { createQueryReader } from './query.ts';
import { searchSegments } from './search.ts';
import type { Segment } from './segment.ts';

/**
 * The passages of all documents, in memory and in this process.
 *
 * Documents are indexed into segments that do not change; a replaced document dies in its segment, and segments are merged
 * now and then. A search sees the state before or after a change, never one in between; changes wait for each other.
 */
export function createEmbeddedIndex(deps: { gazetteer: Gazetteer }): PassageIndex {
  const readQuery = createQueryReader(deps.gazetteer);
  const pace = createPace();
  const documents = createDocuments();
  const read = createPieceReader();
  let segments: readonly Segment[] = [];
  let lastChange: Promise<void> = Promise.resolve();

  /** One change at a time; one that failed does not stop the next. */
  function change(make: () => Promise<void>): Promise<void> {
    const made = lastChange.then(make);
    lastChange = made.catch(() => undefined);
    return made;
  }

  async function tidy(): Promise<void> {
    for (let worn = chooseMerge(segments); worn.length > 0; worn = chooseMerge(segments)) {
      const merged = await mergeSegments(worn, pace);
      // Nothing waits from here on, so that no search sees a document twice or not at all.
      documents.add(merged);
      const others = segments.filter((segment) => !worn.includes(segment));
      segments = merged.documents.contents.length === 0 ? others : [...others, merged];
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
    async search(question, { limit, collections }): Promise<Hit[]> {
      const query = readQuery(question);
      const wanted = { limit, collections: collections === null ? null : new Set(collections) };
      return searchSegments(segments, { query, wanted, gazetteer: deps.gazetteer, read });
    },
    passagesOf: (id) => documents.find(id)?.passages ?? [],
    size: () => documents.size(),
  };
}

function lastOfEach(contents: readonly DocumentContent[]): DocumentContent[] {
  return [...new Map(contents.map((content) => [content.document.id, content])).values()];
}
