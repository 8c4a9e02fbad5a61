import { onTestFinished } from 'vitest';
import { createQdrantIndex, type QdrantOptions } from '../../src/adapters/passages/qdrant/qdrant.ts';
import { createGazetteer } from '../../src/domain/gazetteer.ts';
import { noSynonyms } from '../../src/domain/synonyms.ts';
import type { PassageIndex } from '../../src/ports/passage-index.ts';
import { createNotingLog, type NotingLog } from './noting-log.ts';
import { type QdrantEmulator, startQdrantEmulator } from './qdrant-emulator.ts';

export type QdrantBench = {
  emulator: QdrantEmulator;
  log: NotingLog;
  /** An index as another process would open it; all of them share the collection `kb`. */
  open(of?: Partial<QdrantOptions>): PassageIndex;
};

const gazetteer = createGazetteer();

/** An emulator of its own for a test, and indexes that speak to it. */
export async function startQdrantBench(of: { apiKey?: string } = {}): Promise<QdrantBench> {
  const emulator = await startQdrantEmulator(of);
  const log = createNotingLog();
  onTestFinished(() => emulator.stop());
  return {
    emulator,
    log,
    open(options = {}) {
      const index = createQdrantIndex({
        url: emulator.url,
        apiKey: of.apiKey ?? null,
        collection: 'kb',
        shardNumber: null,
        replicationFactor: null,
        writeConsistencyFactor: null,
        embedder: null,
        synonyms: () => noSynonyms,
        gazetteer,
        log,
        ...options,
      });
      onTestFinished(() => index.close().catch(() => undefined));
      return index;
    },
  };
}
