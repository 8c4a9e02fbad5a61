import { describe, expect, it } from 'vitest';
import { createQuestionEmbedder } from '../../../src/adapters/passages/embedded/question-vector.ts';
import { dot } from '../../../src/adapters/passages/embedded/vectors.ts';
import { noUsage } from '../../../src/domain/generation.ts';
import { ModelError } from '../../../src/ports/chat-model.ts';
import type { Embedder } from '../../../src/ports/embedder.ts';
import { contentOf, everywhere, fees, reception } from '../../contract/passage-index/contents.ts';
import { createConceptEmbedder } from '../../support/concept-embedder.ts';
import { enrichAll, openKept } from '../../support/kept-index.ts';
import { createNotingLog } from '../../support/noting-log.ts';
import { tempFolder } from '../../support/temp-folder.ts';

describe('likeness of vectors', () => {
  it.each([1, 2, 3, 4, 5, 7, 8, 1023])('counts all of %i numbers, from any place on', (size) => {
    const values = Float32Array.from({ length: size + 3 }, (_, i) => (i % 5) - 2);
    const query = Float32Array.from({ length: size }, (_, i) => (i % 3) + 1);

    expect(dot(query, values, 3)).toBe(query.reduce((sum, number, i) => sum + number * (values[i + 3] ?? 0), 0));
  });
});

describe('the vector of a question', () => {
  it('is given up when it takes too long', async () => {
    const log = createNotingLog();
    const vectorOf = createQuestionEmbedder(hanging, log, 5);

    expect(await vectorOf('会费')).toBeNull();
    expect(log.notes).toMatchObject([{ level: 'warn', data: { kind: 'timeout' } }]);
  });

  it('is asked for once, as long as it was asked lately', async () => {
    const embedder = createConceptEmbedder([['会费']]);
    const vectorOf = createQuestionEmbedder(embedder, createNotingLog());
    for (const question of ['会费', '选举', '会费']) await vectorOf(question);
    expect(embedder.texts).toEqual(['会费', '选举']);

    for (let i = 0; i < 100; i += 1) await vectorOf(`第${i}问`);
    await vectorOf('选举');
    expect(embedder.texts.filter((text) => text === '选举')).toHaveLength(2);
  });

  it('is no excuse for a bug', async () => {
    const broken: Embedder = { fingerprint: 'x', embed: () => Promise.reject(new TypeError('bug')) };

    await expect(createQuestionEmbedder(broken, createNotingLog())('会费')).rejects.toThrow('bug');
  });
});

describe('vectors of the embedded index', () => {
  it('of another dimension take the place of all there are', async () => {
    const folder = tempFolder();
    const before = openKept({ folder, embedder: createConceptEmbedder([['会费'], ['选举']]) }).index;
    await before.put([fees]);
    await enrichAll(before);
    await before.keep();

    const { index } = openKept({ folder, embedder: createConceptEmbedder([['会费', '份子钱']]) });
    await index.put([reception]);
    expect(await index.size()).toMatchObject({ passages: 3, withoutVector: 1 });
    expect(await enrichAll(index)).toBe(3);

    expect((await index.search('份子钱', everywhere))[0]?.passage.documentId).toBe('fees');
    await index.keep();
    const next = openKept({ folder, embedder: createConceptEmbedder([['会费', '份子钱']]) }).index;
    expect(await next.size()).toMatchObject({ passages: 3, withoutVector: 0 });
  });

  it('are made while documents come, go and are put together', async () => {
    const embedder = createConceptEmbedder([['会费', '份子钱']]);
    const { index } = openKept({ folder: tempFolder(), embedder });
    const making = (async () => {
      for (let left = 1; left > 0;) ({ left } = await index.enrich(new AbortController().signal));
    })();
    for (let i = 0; i < 60; i += 1) {
      await index.put([contentOf(`a${i % 20}`, { passages: [`第${i}号会费规定。`, '附则。'] })]);
      if (i % 5 === 0) await index.remove([`a${(i + 3) % 20}`]);
    }
    await making;
    await enrichAll(index);

    const { passages, withoutVector } = await index.size();
    const hits = await index.search('份子钱', { ...everywhere, limit: 100 });
    expect(withoutVector).toBe(0);
    expect(hits.slice(0, passages / 2).every(({ passage }) => passage.text.includes('会费'))).toBe(true);
  });
});

/** Never answers, but listens to the signal. */
const hanging: Embedder = {
  fingerprint: 'hanging',
  embed: (_, signal) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new ModelError('timeout', 'too long', { usage: noUsage })));
    }),
};
