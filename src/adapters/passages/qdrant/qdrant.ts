import { AppError } from '../../../base/errors.ts';
import type { Gazetteer } from '../../../domain/gazetteer.ts';
import type { Synonyms } from '../../../domain/synonyms.ts';
import type { Embedder } from '../../../ports/embedder.ts';
import type { Log } from '../../../ports/log.ts';
import type { Hit, IndexDraft, PassageIndex, SearchOptions } from '../../../ports/passage-index.ts';
import { createQueryReader } from '../embedded/query.ts';
import { createQuestionEmbedder } from '../embedded/question-vector.ts';
import { createConnection } from './connection.ts';
import type { Spread } from './create-collection.ts';
import { createDrafts } from './drafts.ts';
import { statusOf } from './errors.ts';
import { passages, passagesWithout, visibleMarkers } from './filters.ts';
import { createLiveCollection } from './live.ts';
import { readPassages } from './passages.ts';
import { createStatistics } from './statistics.ts';
import { count } from './reads.ts';
import { createReadings } from './readings.ts';
import { searchOnce } from './search.ts';
import { createWriter } from './writer.ts';

export type QdrantOptions = Spread & {
  /** `http://` or `https://`, with the port where it is not 6333, and the path of a proxy. */
  url: string;
  apiKey: string | null;
  /** Name of the alias that all processes use; the collections behind it begin with it. */
  collection: string;
  embedder: Embedder | null;
  synonyms: () => Synonyms;
  gazetteer: Gazetteer;
  log: Log;
  /** Milliseconds; for tests. */
  patience?: Partial<Patience>;
};

type Patience = {
  read: number;
  write: number;
  /** For which a collection that was replaced still answers who is in the middle of a search. */
  grace: number;
};

const usualPatience: Patience = { read: 10_000, write: 60_000, grace: 30_000 };
/** Looks at most, while documents change under a search. */
const mostLooks = 4;

/**
 * The passages of all documents, on a Qdrant server that many processes share. Terms are weighed there, candidates are
 * looked at here, so that scores mean what they mean in the embedded index.
 */
export function createQdrantIndex(options: QdrantOptions): PassageIndex {
  const { collection: alias, embedder, gazetteer, log } = options;
  const patience = { ...usualPatience, ...options.patience };
  const connection = createConnection({ ...options, timeouts: patience });
  const live = createLiveCollection({ connection, alias, spread: options, embedder, log });
  const place = { connection, collection: alias };
  const statistics = createStatistics();
  const readings = createReadings();
  const vectorOf = embedder ? createQuestionEmbedder(embedder, log) : null;
  const readQuery = createQueryReader(options);
  const onChange = (): void => statistics.forget();
  const writer = createWriter(async () => ({ ...place, dense: (await live.find()).dense }), {
    embedder,
    gazetteer,
    onChange,
  });
  const drafts = createDrafts({
    connection,
    live,
    grace: patience.grace,
    log,
    deps: { embedder, gazetteer, onChange },
  });

  async function search(question: string, wanted: SearchOptions): Promise<Hit[]> {
    const query = readQuery(question);
    if (wanted.limit <= 0 || wanted.collections?.length === 0 || wanted.documents?.length === 0) return [];
    if (query.letters === '') return [];
    const vector = (await vectorOf?.(question)) ?? null;
    for (let look = 1; ; look += 1) {
      const { dense: name } = await live.find();
      const dense = name === null || vector === null ? null : { name, vector };
      try {
        const { hits, isSettled } = await searchOnce(place, {
          query,
          options: wanted,
          dense,
          gazetteer,
          statistics,
          readings,
        });
        if (isSettled || look === mostLooks) return hits;
      } catch (error) {
        if (look === mostLooks || !isGone(error)) throw error;
        live.forget();
      }
    }
  }

  return {
    shared: true,
    ...writer,
    search,
    async passagesOf(documentId) {
      await live.find();
      return readPassages(place, documentId);
    },
    async size() {
      const { dense } = await live.find();
      const without = embedder === null ? null : dense === null ? passages : passagesWithout(dense);
      const [documents, all, withoutVector] = await Promise.all([
        count(place, visibleMarkers),
        count(place, passages),
        without === null ? 0 : count(place, without),
      ]);
      return { documents, passages: all, withoutVector };
    },
    isCurrent: () => live.isCurrent(),
    startOver: (): Promise<IndexDraft> => drafts.start(),
    keep: async () => {},
    close: () => drafts.close(),
  };
}

/** The collection was replaced by another process, maybe by one with vectors of another name. */
function isGone(error: unknown): boolean {
  return error instanceof AppError && (statusOf(error) === 404 || statusOf(error) === 400);
}
