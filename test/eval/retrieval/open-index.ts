import { createEmbeddedIndex } from '../../../src/adapters/passages/embedded/embedded.ts';
import { createGazetteer } from '../../../src/domain/gazetteer.ts';
import { noSynonyms } from '../../../src/domain/synonyms.ts';
import type { Embedder } from '../../../src/ports/embedder.ts';
import type { PassageIndex } from '../../../src/ports/passage-index.ts';

const quiet = (): void => {};

/** The embedded index as a fresh installation has it: in memory, no synonyms of its own, and mostly no model. */
export function openIndex(embedder: Embedder | null = null): PassageIndex {
  return createEmbeddedIndex({
    gazetteer: createGazetteer(),
    synonyms: () => noSynonyms,
    embedder,
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    folder: null,
  });
}
