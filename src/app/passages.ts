import { join } from 'node:path';
import { createEmbeddedIndex } from '../adapters/passages/embedded/embedded.ts';
import { createQdrantIndex } from '../adapters/passages/qdrant/qdrant.ts';
import type { Config } from '../config.ts';
import type { Gazetteer } from '../domain/gazetteer.ts';
import type { Synonyms } from '../domain/synonyms.ts';
import type { Embedder } from '../ports/embedder.ts';
import type { Log } from '../ports/log.ts';
import type { PassageIndex } from '../ports/passage-index.ts';

export type PassagesDeps = { gazetteer: Gazetteer; synonyms: () => Synonyms; embedder: Embedder | null; log: Log };

/** The index that the settings ask for; nothing is loaded or sent before it is used. */
export function createPassageIndex(config: Pick<Config, 'passages' | 'dataDir'>, deps: PassagesDeps): PassageIndex {
  if (config.passages.kind === 'qdrant') return createQdrantIndex({ ...config.passages, ...deps });
  return createEmbeddedIndex({ ...deps, folder: join(config.dataDir, 'index') });
}
