import type { Hit, SearchOptions } from '../../../ports/passage-index.ts';
import type { EmbeddedIndexDeps } from './embedded.ts';
import { allowedIn, type Allowed } from './filter.ts';
import { findNearest, type Nearest } from './nearest.ts';
import type { Pace } from './pace.ts';
import { createQueryReader } from './query.ts';
import { createQuestionEmbedder } from './question-vector.ts';
import { createPieceReader } from './read-piece.ts';
import { reranked, searchSegments } from './search.ts';
import type { Segment } from './segment.ts';

export type Searcher = (segments: readonly Segment[], question: string, options: SearchOptions) => Promise<Hit[]>;

export function createSearcher(deps: Omit<EmbeddedIndexDeps, 'folder'> & { pace: Pace }): Searcher {
  const { gazetteer, embedder, pace } = deps;
  const readQuery = createQueryReader(deps);
  const read = createPieceReader();
  const vectorOf = embedder ? createQuestionEmbedder(embedder, deps.log) : null;

  async function near(question: string, allowed: Allowed): Promise<Nearest | null> {
    const vector = await vectorOf?.(question);
    return vector ? findNearest(allowed, { vector, limit: reranked }, pace) : null;
  }

  return async (segments, question, options) => {
    // What is there now is what is searched, however long the vectors take.
    const allowed = allowedIn(segments, options);
    const query = readQuery(question);
    const nearest = query.letters === '' ? null : await near(question, allowed);
    return searchSegments(segments, { query, limit: options.limit, allowed, nearest, gazetteer, read });
  };
}
