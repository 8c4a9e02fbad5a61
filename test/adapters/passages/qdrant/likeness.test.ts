import { beforeAll, describe, expect, it } from 'vitest';
import { createEmbeddedIndex } from '../../../../src/adapters/passages/embedded/embedded.ts';
import type { QdrantOptions } from '../../../../src/adapters/passages/qdrant/qdrant.ts';
import { createQdrantIndex } from '../../../../src/adapters/passages/qdrant/qdrant.ts';
import { createGazetteer } from '../../../../src/domain/gazetteer.ts';
import { createSynonyms, noSynonyms } from '../../../../src/domain/synonyms.ts';
import type { Hit, PassageIndex } from '../../../../src/ports/passage-index.ts';
import { contentOf, everywhere } from '../../../contract/passage-index/contents.ts';
import { loadQuestions } from '../../../eval/questions.ts';
import { readCollection } from '../../../support/experience.ts';
import { createNotingLog } from '../../../support/noting-log.ts';
import { startQdrantBench } from '../../../support/qdrant-bench.ts';
import { startQdrantEmulator } from '../../../support/qdrant-emulator.ts';

/** Answers stand on scores and confidences that were measured on the embedded index. */
describe('Qdrant beside the embedded index', () => {
  let pairs: { embedded: Hit[]; qdrant: Hit[] }[] = [];

  beforeAll(async () => {
    const emulator = await startQdrantEmulator();
    const deps = {
      gazetteer: createGazetteer(),
      synonyms: () => noSynonyms,
      embedder: null,
      log: createNotingLog(),
    } satisfies Partial<QdrantOptions>;
    const spread = { shardNumber: null, replicationFactor: null, writeConsistencyFactor: null };
    const embedded = createEmbeddedIndex({ ...deps, folder: null });
    const qdrant = createQdrantIndex({ ...deps, ...spread, url: emulator.url, apiKey: null, collection: 'kb' });
    const contents = await readCollection('knowledge/experience', 'experience');
    const find = (index: PassageIndex, question: string): Promise<Hit[]> => index.search(question, everywhere);
    for (const index of [embedded, qdrant]) await index.put(contents);
    const questions = loadQuestions().filter((_, i) => i % 4 === 0);
    pairs = [];
    for (const { question } of questions)
      pairs.push({ embedded: await find(embedded, question), qdrant: await find(qdrant, question) });
    await emulator.stop();
  }, 60_000);

  it('finds the same passage first', () => {
    const alike = pairs.filter(({ embedded, qdrant }) => embedded[0]?.passage.id === qdrant[0]?.passage.id);

    expect(pairs.length).toBeGreaterThan(30);
    expect(alike.length / pairs.length).toBeGreaterThan(0.93);
  });

  it('is as sure of it', () => {
    const confidences = pairs.map(
      ({ embedded, qdrant }) => (qdrant[0]?.confidence ?? 0) - (embedded[0]?.confidence ?? 0),
    );
    const scores = pairs.map(({ embedded, qdrant }) => (qdrant[0]?.score ?? 0) - (embedded[0]?.score ?? 0));

    for (const differences of [confidences, scores]) {
      expect(Math.abs(mean(differences))).toBeLessThan(0.03);
      expect(mean(differences.map(Math.abs))).toBeLessThan(0.05);
    }
  });
});

describe('words that mean the same', () => {
  it('rate a passage as they do in the embedded index', async () => {
    const groups = createSynonyms([['民非', '民办非企业单位', '社会服务机构']]);
    const { open } = await startQdrantBench();
    const deps = { gazetteer: createGazetteer(), synonyms: () => groups, embedder: null, log: createNotingLog() };
    const [embedded, qdrant] = [createEmbeddedIndex({ ...deps, folder: null }), open({ synonyms: () => groups })];
    const contents = [
      contentOf('long', { title: '登记办法', passages: ['民办非企业单位注销，须先清算。', '印章交回登记机关。'] }),
      contentOf('other', { title: '社团办法', passages: ['社会团体注销，须先清算。'] }),
    ];
    for (const index of [embedded, qdrant]) await index.put(contents);

    for (const question of ['民非怎么注销', '社会服务机构怎么注销', '民办非企业单位怎么注销']) {
      const [one] = await embedded.search(question, everywhere);
      const [other] = await qdrant.search(question, everywhere);
      expect(other?.passage.id).toBe('long#0');
      expect(other?.score).toBeCloseTo(one?.score ?? 0, 1);
      expect(other?.confidence).toBeCloseTo(one?.confidence ?? 0, 1);
    }
  });
});

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
