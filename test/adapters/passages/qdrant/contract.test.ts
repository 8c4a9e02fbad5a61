import { afterAll, beforeAll } from 'vitest';
import { createQdrantIndex } from '../../../../src/adapters/passages/qdrant/qdrant.ts';
import { createGazetteer } from '../../../../src/domain/gazetteer.ts';
import { passageIndexContract } from '../../../contract/passage-index.ts';
import { type QdrantEmulator, startQdrantEmulator } from '../../../support/qdrant-emulator.ts';

const gazetteer = createGazetteer();
let emulator: QdrantEmulator;
let opened = 0;

beforeAll(async () => {
  emulator = await startQdrantEmulator();
});

afterAll(() => emulator.stop());

passageIndexContract('qdrant', async (setup) => {
  opened += 1;
  return createQdrantIndex({
    url: emulator.url,
    apiKey: null,
    collection: `contract-${opened}`,
    shardNumber: null,
    replicationFactor: null,
    writeConsistencyFactor: null,
    gazetteer,
    ...setup,
  });
});
