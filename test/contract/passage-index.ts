import { afterEach, beforeEach, describe } from 'vitest';
import { noSynonyms, type Synonyms } from '../../src/domain/synonyms.ts';
import type { Embedder } from '../../src/ports/embedder.ts';
import type { Log } from '../../src/ports/log.ts';
import type { PassageIndex } from '../../src/ports/passage-index.ts';
import { createNotingLog, type NotingLog } from '../support/noting-log.ts';
import { changesContract } from './passage-index/changes.ts';
import { draftsContract } from './passage-index/drafts.ts';
import { filtersContract } from './passage-index/filters.ts';
import { questionsContract } from './passage-index/questions.ts';
import { searchContract } from './passage-index/search.ts';
import { synonymsContract } from './passage-index/synonyms.ts';
import { vectorsContract } from './passage-index/vectors.ts';

/** What an index is made with. */
export type IndexSetup = { embedder: Embedder | null; synonyms: () => Synonyms; log: Log };

/** What a case of the contract works with. */
export type IndexBench = {
  /** An empty index without an embedder and without synonyms. */
  index(): PassageIndex;
  /** Another empty one; it is closed after the case. */
  open(of: Partial<Pick<IndexSetup, 'embedder' | 'synonyms'>>): Promise<PassageIndex>;
  log(): NotingLog;
};

/** What every passage index promises; `open` gives an empty one. */
export function passageIndexContract(name: string, open: (setup: IndexSetup) => Promise<PassageIndex>): void {
  describe(`the passage index ${name}`, () => {
    let opened: PassageIndex[] = [];
    let log = createNotingLog();
    const bench: IndexBench = {
      index() {
        const [first] = opened;
        if (!first) throw new Error('no index is open');
        return first;
      },
      async open(of) {
        const index = await open({ embedder: null, synonyms: () => noSynonyms, log, ...of });
        opened.push(index);
        return index;
      },
      log: () => log,
    };

    beforeEach(async () => {
      log = createNotingLog();
      await bench.open({});
    });
    afterEach(async () => {
      for (const index of opened) await index.close();
      opened = [];
    });

    searchContract(bench);
    questionsContract(bench);
    filtersContract(bench);
    changesContract(bench);
    draftsContract(bench);
    vectorsContract(bench);
    synonymsContract(bench);
  });
}
