import { QdrantClient, type Schemas } from '@qdrant/js-client-rest';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type QdrantEmulator, startQdrantEmulator } from '../../../support/qdrant-emulator.ts';

/** The emulator stands for the server in every other test, so what it does is held to what the server documents. */
describe('the emulator of Qdrant', () => {
  let emulator: QdrantEmulator;
  let client: QdrantClient;

  beforeEach(async () => {
    emulator = await startQdrantEmulator();
    client = new QdrantClient({ url: emulator.url, checkCompatibility: false });
    onTestFinished(() => emulator.stop());
    await client.createCollection('c', {
      vectors: { dense: { size: 2, distance: 'Cosine' } },
      sparse_vectors: { terms: { modifier: 'idf' }, plain: {} },
    });
  });

  const sparse = (...indices: number[]): Schemas['SparseVector'] => ({ indices, values: indices.map(() => 1) });
  const put = (points: Schemas['PointStruct'][]): Promise<unknown> => client.upsert('c', { points });

  it('weighs terms by ln(1 + (N - n + 0.5) / (n + 0.5)) over the points that have the vector', async () => {
    await put([
      { id: 1, vector: { terms: { indices: [7, 8], values: [0.5, 1] } } },
      { id: 2, vector: { terms: sparse(8) } },
      { id: 3, vector: { terms: sparse(9) } },
      { id: 4, vector: { dense: [1, 0] } },
    ]);

    const { points } = await client.query('c', { query: { indices: [7, 8], values: [2, 1] }, using: 'terms' });

    const [rare, frequent] = [Math.log(1 + 2.5 / 1.5), Math.log(1 + 1.5 / 2.5)];
    expect(points.map(({ id }) => id)).toEqual([1, 2]);
    expect(points[0]?.score).toBeCloseTo(2 * rare * 0.5 + frequent, 5);
    expect(points[1]?.score).toBeCloseTo(frequent, 5);
  });

  it('weighs nothing where the vector has no modifier, and compares dense ones by cosine', async () => {
    await put([
      { id: 1, vector: { plain: { indices: [7], values: [0.25] }, dense: [3, 4] } },
      { id: 2, vector: { dense: [-1, 0] } },
    ]);

    const plain = await client.query('c', { query: sparse(7), using: 'plain' });
    const dense = await client.query('c', { query: [2, 0], using: 'dense' });

    expect(plain.points).toMatchObject([{ id: 1, score: 0.25 }]);
    expect(dense.points.map(({ id }) => id)).toEqual([1, 2]);
    expect(dense.points.map(({ score }) => score)).toEqual([expect.closeTo(0.6, 5), expect.closeTo(-1, 5)]);
  });

  it('fuses lists by 1 / (2 + rank from 0), each with its own filter and limit', async () => {
    await put([
      { id: 1, vector: { plain: { indices: [7], values: [3] }, dense: [0, 1] }, payload: { kind: 'a' } },
      { id: 2, vector: { plain: { indices: [7], values: [2] }, dense: [1, 0] }, payload: { kind: 'a' } },
      { id: 3, vector: { plain: { indices: [7], values: [1] }, dense: [1, 0.1] }, payload: { kind: 'b' } },
    ]);
    const onlyA = { must: [{ key: 'kind', match: { value: 'a' } }] };

    const { points } = await client.query('c', {
      prefetch: [
        { query: sparse(7), using: 'plain', limit: 1 },
        { query: [1, 0], using: 'dense', filter: onlyA, limit: 10 },
      ],
      query: { fusion: 'rrf' },
    });

    expect(points.map(({ id }) => id)).toEqual([1, 2]);
    expect(points.map(({ score }) => score)).toEqual([expect.closeTo(1 / 2 + 1 / 3, 5), expect.closeTo(1 / 2, 5)]);
  });

  it.each<[string, number, Schemas['PointStruct']]>([
    ['an index twice', 422, { id: 1, vector: { terms: { indices: [7, 7], values: [1, 2] } } }],
    ['an index beyond 32 bits', 422, { id: 1, vector: { terms: sparse(2 ** 32) } }],
    ['more indices than values', 422, { id: 1, vector: { terms: { indices: [7, 8], values: [1] } } }],
    ['a vector of another size', 400, { id: 1, vector: { dense: [1, 2, 3] } }],
    ['a vector it does not know', 400, { id: 1, vector: { other: [1, 2] } }],
    ['an id that is no number and no UUID', 422, { id: 'fees#0', vector: {} }],
    ['half a character', 400, { id: 1, vector: {}, payload: { text: '\ud842' } }],
  ])('refuses %s', async (_, status, point) => {
    await expect(put([point])).rejects.toMatchObject({ status });
    expect((await client.count('c', {})).count).toBe(0);
  });

  it('goes through points by id, page after page', async () => {
    await put([5, 3, 1, 4, 2].map((id) => ({ id, vector: {}, payload: { odd: id % 2 } })));

    const first = await client.scroll('c', { limit: 2, filter: { must: [{ key: 'odd', match: { value: 1 } }] } });
    const rest = await client.scroll('c', { limit: 3, offset: 3 });

    expect(first.points.map(({ id }) => id)).toEqual([1, 3]);
    expect(first.next_page_offset).toBe(5);
    expect(rest.points.map(({ id }) => id)).toEqual([3, 4, 5]);
    expect(rest.next_page_offset).toBeNull();
  });

  it.each<[string, Schemas['Filter'], number[]]>([
    ['a value', { must: [{ key: 'tags', match: { value: 'x' } }] }, [1]],
    ['any of several', { must: [{ key: 'day', match: { any: [10, 30] } }] }, [1, 3]],
    ['any of none', { must: [{ key: 'day', match: { any: [] } }] }, []],
    ['a range', { must: [{ key: 'day', range: { gt: 10, lte: 30 } }] }, [2, 3]],
    ['what must not be', { must_not: [{ key: 'day', range: { gte: 20 } }] }, [1]],
    ['ids', { must: [{ has_id: [2, 9] }] }, [2]],
    ['a vector', { must_not: [{ has_vector: 'dense' }] }, [2, 3]],
    ['what is empty', { must: [{ is_empty: { key: 'tags' } }] }, [2, 3]],
    ['one of two', { should: [{ has_id: [1] }, { key: 'day', match: { value: 30 } }] }, [1, 3]],
    ['filters in filters', { must: [{ must: [{ has_id: [1, 2] }], must_not: [{ has_vector: 'dense' }] }] }, [2]],
  ])('filters by %s', async (_, filter, ids) => {
    await put([
      { id: 1, vector: { dense: [1, 0] }, payload: { day: 10, tags: ['x', 'y'] } },
      { id: 2, vector: {}, payload: { day: 20, tags: [] } },
      { id: 3, vector: {}, payload: { day: 30 } },
    ]);

    expect((await client.scroll('c', { filter })).points.map(({ id }) => id)).toEqual(ids);
    expect((await client.count('c', { filter, exact: true })).count).toBe(ids.length);
  });

  it('leads an alias elsewhere in one step, and not to what is not there', async () => {
    await client.createCollection('d', {});
    const point = (collection_name: string): Schemas['AliasOperations'][] => [
      { delete_alias: { alias_name: 'kb' } },
      { create_alias: { alias_name: 'kb', collection_name } },
    ];
    await client.updateCollectionAliases({ actions: point('c') });

    await expect(client.updateCollectionAliases({ actions: point('nowhere') })).rejects.toMatchObject({ status: 404 });
    expect((await client.getAliases()).aliases).toEqual([{ alias_name: 'kb', collection_name: 'c' }]);

    await client.updateCollectionAliases({ actions: point('d') });
    expect((await client.getAliases()).aliases).toEqual([{ alias_name: 'kb', collection_name: 'd' }]);
    await client.deleteCollection('d');
    await expect(client.count('kb', {})).rejects.toMatchObject({ status: 404 });
  });

  it('answers 409 to names that are taken and 404 to points that are not there', async () => {
    const taken = [{ create_alias: { alias_name: 'c', collection_name: 'c' } }];

    await expect(client.createCollection('c', {})).rejects.toMatchObject({ status: 409 });
    await expect(client.updateCollectionAliases({ actions: taken })).rejects.toMatchObject({ status: 409 });
    await expect(client.setPayload('c', { payload: { a: 1 }, points: [9] })).rejects.toMatchObject({ status: 404 });
    await expect(client.updateVectors('c', { points: [{ id: 9, vector: {} }] })).rejects.toMatchObject({ status: 404 });
  });
});
