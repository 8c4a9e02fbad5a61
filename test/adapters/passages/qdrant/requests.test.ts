import { describe, expect, it } from 'vitest';
import { clientParams } from '../../../../src/adapters/passages/qdrant/connection.ts';
import {
  contentOf,
  election,
  everywhere,
  fees,
  idsFound,
  reception,
} from '../../../contract/passage-index/contents.ts';
import { createConceptEmbedder } from '../../../support/concept-embedder.ts';
import { startQdrantBench } from '../../../support/qdrant-bench.ts';

const embedder = createConceptEmbedder([['会费'], ['选举']]);
const signal = new AbortController().signal;

describe('what is asked of Qdrant', () => {
  it('is a fusion of words and vectors, each of them filtered for itself', async () => {
    const { emulator, open } = await startQdrantBench();
    const index = open({ embedder });
    await index.put([fees, election]);
    while ((await index.enrich(signal)).left > 0);
    const from = emulator.requests.length;

    await index.search('会费', { limit: 3, collections: ['test'], documents: ['fees'], validOn: '2026-11-23' });

    const filter = {
      must: [
        { key: 'kind', match: { value: 'piece' } },
        { key: 'collection', match: { any: ['test'] } },
        { key: 'documentId', match: { any: ['fees'] } },
        { key: 'validFrom', range: { lte: 20261123 } },
        { key: 'validUntil', range: { gt: 20261123 } },
      ],
    };
    const bodies = emulator.requests.slice(from).map(({ body }) => body);
    expect(bodies).toContainEqual({
      prefetch: [
        { query: { indices: expect.any(Array), values: expect.any(Array) }, using: 'terms', filter, limit: 120 },
        { query: expect.any(Array), using: expect.stringMatching(/^dense-/), filter, limit: 120 },
      ],
      query: { fusion: 'rrf' },
      limit: 240,
      with_payload: true,
    });
  });

  it('is one change of the alias to publish, so that no search meets none', async () => {
    const { emulator, open } = await startQdrantBench();
    const index = open();
    await index.put([fees]);
    const draft = await index.startOver();
    const from = emulator.requests.length;

    await draft.publish();

    const changes = emulator.requests.slice(from).filter(({ method }) => method !== 'GET');
    expect(changes.map(({ body }) => body)).toEqual([
      {
        actions: [
          { delete_alias: { alias_name: 'kb' } },
          { create_alias: { alias_name: 'kb', collection_name: expect.stringMatching(/^kb__/) } },
        ],
      },
    ]);
  });

  it('is nothing for a search that can find nothing', async () => {
    const { emulator, open } = await startQdrantBench();
    const index = open();
    await index.put([fees]);
    const from = emulator.requests.length;

    await index.search('会费', { ...everywhere, collections: [] });
    await index.search('会费', { ...everywhere, documents: [] });
    await index.search('？！', everywhere);

    expect(emulator.requests).toHaveLength(from);
  });

  it('is how rare a term is only once, until something is written', async () => {
    const { emulator, open } = await startQdrantBench();
    const index = open();
    await index.put([fees, election]);
    const asked = async (question: string): Promise<number> => {
      const from = emulator.requests.length;
      await index.search(question, everywhere);
      return emulator.requests
        .slice(from)
        .filter(({ body }) => JSON.stringify(body).includes('"with_vector":["terms"]')).length;
    };

    expect(await asked('会费逾期')).toBe(1);
    expect(await asked('会费逾期')).toBe(0);
    await index.put([reception]);
    expect(await asked('会费逾期')).toBe(1);
  });

  it('is no write for a document that is there as it is', async () => {
    const { emulator, open } = await startQdrantBench();
    await open().put([fees, election]);
    const index = open();
    await index.size();
    const from = emulator.requests.length;

    await index.put([fees, election]);

    expect(emulator.requests.slice(from).filter(({ method }) => method === 'PUT')).toEqual([]);
    expect(await index.size()).toMatchObject({ documents: 2, passages: 4 });
  });

  it('comes in parts a server takes, however large a document is', async () => {
    const { emulator, open } = await startQdrantBench();
    const index = open();
    const large = contentOf('large', { passages: Array.from({ length: 650 }, (_, i) => `第${i}条，会费规定。`) });

    await index.put([large]);

    const sizes = emulator.requests.map(({ body }) => pointsIn(body));
    expect(Math.max(...sizes)).toBe(200);
    expect(await index.passagesOf('large')).toEqual(large.passages);
    expect((await idsFound(index, '第649条'))[0]).toBe('large#649');
  });

  it('has ids that a document with half a character in its name cannot break', async () => {
    const { open } = await startQdrantBench();
    const index = open();

    await index.put([contentOf('a\ud842', { collection: '\udfb7', passages: ['会费规定。'] })]);

    expect(await idsFound(index, '会费', { collections: ['\udfb7'], documents: ['a\ud842'] })).toEqual(['a\ud842#0']);
    await index.remove(['a\ud842']);
    expect(await index.size()).toMatchObject({ documents: 0, passages: 0 });
  });

  it.each([
    ['http://qdrant:6333', { host: 'qdrant', port: 6333, https: false, prefix: '' }],
    ['http://qdrant', { host: 'qdrant', port: 6333, https: false, prefix: '' }],
    ['https://kb.example.com:443/', { host: 'kb.example.com', port: 443, https: true, prefix: '' }],
    ['http://proxy:80/qdrant/', { host: 'proxy', port: 80, https: false, prefix: '/qdrant' }],
    ['http://[::1]:7000/a/b', { host: '[::1]', port: 7000, https: false, prefix: '/a/b' }],
  ])('goes to %s', (url, where) => {
    expect(clientParams({ url, apiKey: 'k' })).toMatchObject({ ...where, headers: { 'api-key': 'k' } });
    expect(clientParams({ url, apiKey: null }).headers).toBeUndefined();
  });
});

function pointsIn(body: unknown): number {
  if (typeof body !== 'object' || body === null || !('points' in body) || !Array.isArray(body.points)) return 0;
  return body.points.length;
}
