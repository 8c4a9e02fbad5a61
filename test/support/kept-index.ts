import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { createEmbeddedIndex } from '../../src/adapters/passages/embedded/embedded.ts';
import { createGazetteer } from '../../src/domain/gazetteer.ts';
import { noSynonyms } from '../../src/domain/synonyms.ts';
import type { Embedder } from '../../src/ports/embedder.ts';
import type { IndexWriter, PassageIndex } from '../../src/ports/passage-index.ts';
import type { IndexSetup } from '../contract/passage-index.ts';
import { createNotingLog, type NotingLog } from './noting-log.ts';

const gazetteer = createGazetteer();

/** Folders for the indexes of a test file, which go with it. */
export function keptIndexes(): { next(): string } {
  const folder = mkdtempSync(join(tmpdir(), 'qingyu-indexes-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let number = 0;
  return {
    next() {
      number += 1;
      return join(folder, `${number}`);
    },
  };
}

/** An index over a folder, as a process has it; several of one folder are as many processes. */
export function openKept(of: { folder: string; embedder?: Embedder | null } & Partial<IndexSetup>): {
  index: PassageIndex;
  log: NotingLog;
} {
  const log = createNotingLog();
  const index = createEmbeddedIndex({ gazetteer, synonyms: () => noSynonyms, embedder: null, log, ...of });
  return { index, log };
}

/** Keeps what it holds and looks at it through another index, for all that reads. */
export function reopening(setup: IndexSetup & { folder: string }): PassageIndex {
  const { index } = openKept(setup);
  const other = async (): Promise<PassageIndex> => {
    await index.keep();
    return openKept(setup).index;
  };
  return {
    ...index,
    hashes: async () => (await other()).hashes(),
    passagesOf: async (id) => (await other()).passagesOf(id),
    size: async () => (await other()).size(),
    // That the embedder fails is told once by each that searches.
    search: async (...asked) => (setup.embedder ? index : await other()).search(...asked),
  };
}

/** Makes all vectors there are to make; how many. */
export async function enrichAll(index: IndexWriter): Promise<number> {
  for (let made = 0; ;) {
    const step = await index.enrich(new AbortController().signal);
    made += step.made;
    if (step.left === 0) return made;
    if (step.made === 0) throw new Error('nothing was made though something is left');
  }
}
