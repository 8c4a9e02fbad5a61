import { createQueue } from '../../../base/queue.ts';
import type { Gazetteer } from '../../../domain/gazetteer.ts';
import type { Synonyms } from '../../../domain/synonyms.ts';
import type { Embedder } from '../../../ports/embedder.ts';
import type { Log } from '../../../ports/log.ts';
import type { IndexDraft, PassageIndex } from '../../../ports/passage-index.ts';
import { createKept, type Kept } from './kept/kept.ts';
import { createPace, type Pace } from './pace.ts';
import { createSearcher } from './searcher.ts';
import { createStock, type Stock } from './stock.ts';
import { vectorFingerprint } from './vectors.ts';

export type EmbeddedIndexDeps = {
  gazetteer: Gazetteer;
  /** Asked for every question, because people edit them. */
  synonyms: () => Synonyms;
  /** Null: questions are answered by their words alone. */
  embedder: Embedder | null;
  log: Log;
  /** Where it is kept for the next process, read when it is first used; null = in memory only. */
  folder: string | null;
};

/** The passages of all documents, in memory and in this process. */
export function createEmbeddedIndex(deps: EmbeddedIndexDeps): PassageIndex {
  const pace = createPace();
  const kept = keptOf(deps, pace);
  const search = createSearcher({ ...deps, pace });
  const keeping = createQueue();
  let stock: Promise<Stock> | null = null;

  /** Nothing is read before somebody asks. */
  function held(): Promise<Stock> {
    stock ??= (async () => createStock({ ...deps, pace }, (await kept?.load()) ?? []))();
    return stock;
  }

  async function keep(): Promise<void> {
    if (!kept) return;
    await (await held()).settled();
    const now = await held();
    await kept.save(() => now.segments());
  }

  return {
    shared: false,
    put: async (contents) => (await held()).put(contents),
    remove: async (ids) => (await held()).remove(ids),
    hashes: async () => (await held()).hashes(),
    enrich: async (signal) => (await held()).enrich(signal),
    search: async (question, options) => search((await held()).segments(), question, options),
    passagesOf: async (id) => (await held()).passagesOf(id),
    size: async () => (await held()).size(),
    isCurrent: async () => true,
    startOver: async () => createDraft(createStock({ ...deps, pace }), (draft) => (stock = Promise.resolve(draft))),
    keep: () => keeping(keep),
    close: () => keeping(async () => {}),
  };
}

function keptOf({ folder, embedder, log }: EmbeddedIndexDeps, pace: Pace): Kept | null {
  if (folder === null) return null;
  return createKept({ folder, fingerprint: embedder && vectorFingerprint(embedder), pace, log });
}

function createDraft(draft: Stock, take: (draft: Stock) => void): IndexDraft {
  return {
    put: (contents) => draft.put(contents),
    remove: (ids) => draft.remove(ids),
    hashes: () => draft.hashes(),
    enrich: (signal) => draft.enrich(signal),
    async publish() {
      await draft.settled();
      take(draft);
    },
    discard: async () => {},
  };
}
