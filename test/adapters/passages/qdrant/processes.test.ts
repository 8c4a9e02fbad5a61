import { describe, expect, it } from 'vitest';
import { noUsage } from '../../../../src/domain/generation.ts';
import { ModelError } from '../../../../src/ports/chat-model.ts';
import type { PassageIndex } from '../../../../src/ports/passage-index.ts';
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

const concepts = [['会费', '份子钱'], ['选举', '挑头儿'], ['接待日']] as const;
const signal = new AbortController().signal;
const version = (number: number, size: number): ReturnType<typeof contentOf>[] =>
  Array.from({ length: size }, (_, i) =>
    contentOf(`rule-${i}`, { hash: `${number}`, passages: [`第${number}版会费规定第${i}则。`] }),
  );

describe('processes that share Qdrant', () => {
  it('make one collection when they start at once', async () => {
    const { emulator, open } = await startQdrantBench();
    const processes = [open(), open(), open()];

    await Promise.all([...processes.map((index) => index.size()), processes[0]?.put([fees])]);

    expect(emulator.state.collections.size).toBe(1);
    expect([...emulator.state.aliases.keys()]).toEqual(['kb']);
    for (const index of processes) expect((await idsFound(index, '会费'))[0]).toBe('fees#0');
  });

  it('find each what the other wrote, also after a restart', async () => {
    const { emulator, open } = await startQdrantBench();
    const [one, other] = [open(), open()];

    await one.put([fees]);
    await other.put([election]);
    await one.remove(['fees']);
    await emulator.stop();
    await emulator.start();

    expect([...(await open().hashes()).keys()]).toEqual(['election']);
    expect(await idsFound(other, '会费')).not.toContain('fees#0');
    expect((await idsFound(one, '无记名投票'))[0]).toBe('election#1');
  });

  it('search without a failure or a half answer while the index is made anew, again and again', async () => {
    const { emulator, open } = await startQdrantBench();
    const [writer, reader] = [open({ patience: { grace: 0 } }), open()];
    await writer.put(version(1, 12));

    const progress = { done: false };
    const renewals = (async () => {
      for (const number of [2, 3, 4]) {
        const draft = await writer.startOver();
        await draft.put(version(number, 12));
        await draft.publish();
      }
    })().finally(() => (progress.done = true));
    const seen = new Set<string>();
    while (!progress.done) for (const index of [reader, writer]) seen.add(await stateOf(index));
    await renewals;

    expect([...seen].filter((state) => !/^第[1-4]版12$/.test(state))).toEqual([]);
    expect(await stateOf(reader)).toBe('第4版12');
    await writer.close();
    expect([...emulator.state.collections.keys()]).toEqual([...emulator.state.aliases.values()]);
  });

  it('read the passages of one version, though another replaces it in the middle', async () => {
    const { emulator, open } = await startQdrantBench();
    const [writer, reader] = [open(), open()];
    const newFees = contentOf('fees', { hash: 'fees-2', passages: ['会费由会员大会决定。'] });
    await writer.put([newFees]);
    const { points } = emulator.state.find('kb');
    const newPoints = points
      .all()
      .map(({ id, payload, sparse }) => ({ id, payload: { ...payload }, vector: Object.fromEntries(sparse) }));
    await writer.put([fees]);
    await reader.size();

    const swap = { isDone: false };
    emulator.failWith(({ path }) => {
      if (swap.isDone || !path.endsWith('/scroll')) return null;
      swap.isDone = true;
      points.delete(points.all().map(({ id }) => id));
      points.upsert(newPoints);
      return null;
    });

    expect(await reader.passagesOf('fees')).toEqual(newFees.passages);
    expect(swap.isDone).toBe(true);
  });

  it('keep a replaced collection for who is in the middle of a search, and drop it in the end', async () => {
    const { emulator, open } = await startQdrantBench();
    const index = open();
    await index.put([fees]);
    const draft = await index.startOver();
    await draft.publish();

    expect(emulator.state.collections.size).toBe(2);
    await index.close();

    expect(emulator.state.collections.size).toBe(1);
    expect(await open().hashes()).toEqual(new Map());
  });

  it('clear away what a killed one left, and nothing else', async () => {
    const { emulator, open } = await startQdrantBench();
    await open().put([fees]);
    await open().startOver();
    await open({ collection: 'kb__other' }).put([reception]);
    emulator.state.create('kb_of_somebody_else', {});
    const before = [...emulator.state.collections.keys()];

    const draft = await open().startOver();
    await draft.discard();

    expect(before).toHaveLength(4);
    expect([...emulator.state.collections.keys()]).toHaveLength(3);
    expect(emulator.state.collections.has('kb_of_somebody_else')).toBe(true);
    expect((await idsFound(open({ collection: 'kb__other' }), '接待日'))[0]).toBe('reception#0');
    expect((await idsFound(open(), '会费'))[0]).toBe('fees#0');
  });

  it('say so when the name belongs to a collection of somebody else', async () => {
    const { emulator, open } = await startQdrantBench();
    emulator.state.create('kb', {});

    await expect(open().size()).rejects.toMatchObject({
      code: 'index/unavailable',
      message: expect.stringContaining('QDRANT_COLLECTION'),
    });
  });

  it('never take a lost collection for an empty one, and heal when it is made anew', async () => {
    const { emulator, open } = await startQdrantBench();
    const [one, other] = [open(), open()];
    for (const index of [one, other]) await index.put([fees]);

    for (const name of emulator.state.collections.keys()) emulator.state.drop(name);

    await expect(one.search('会费', everywhere)).rejects.toMatchObject({ code: 'index/unavailable' });
    await expect(one.hashes()).rejects.toMatchObject({ code: 'index/unavailable' });
    expect(await one.isCurrent()).toBe(false);
    const draft = await one.startOver();
    await draft.put([fees]);
    await draft.publish();
    expect(await one.isCurrent()).toBe(true);
    for (const index of [one, other]) expect((await idsFound(index, '会费'))[0]).toBe('fees#0');
  });
});

describe('the collection', () => {
  it('lies in the cluster as the settings say', async () => {
    const { emulator, open } = await startQdrantBench();

    await open({ shardNumber: 3, replicationFactor: 2, writeConsistencyFactor: 1 }).size();

    const [collection] = emulator.state.collections.values();
    expect(collection?.config).toMatchObject({
      shard_number: 3,
      replication_factor: 2,
      write_consistency_factor: 1,
      sparse_vectors: { terms: { modifier: 'idf' } },
    });
  });

  it('is made for words alone while the model is down, and is then to be made anew', async () => {
    const { log, open } = await startQdrantBench();
    const embedder = createConceptEmbedder(concepts);
    embedder.failWith(new ModelError('unavailable', 'connection refused', { usage: noUsage }));
    const index = open({ embedder });

    await index.put([fees, election]);
    expect((await idsFound(index, '会费'))[0]).toMatch(/^fees/);
    expect(await index.isCurrent()).toBe(false);
    expect(await index.enrich(signal)).toEqual({ made: 0, left: 0 });
    expect(await index.size()).toMatchObject({ passages: 4, withoutVector: 4 });
    await expect(index.startOver()).rejects.toThrow('connection refused');
    expect(log.notes.map(({ message }) => message)).toContain(
      'qdrant collection made without vectors, the embedding model does not answer',
    );

    embedder.failWith(null);
    const draft = await index.startOver();
    await draft.put([fees, election]);
    while ((await draft.enrich(signal)).left > 0);
    await draft.publish();

    expect(await index.isCurrent()).toBe(true);
    expect((await idsFound(index, '挑头儿'))[0]).toMatch(/^election/);
  });

  it('rates a passage that has no vector yet by its rank among the words', async () => {
    const { open } = await startQdrantBench();
    const [words, both] = [open({ collection: 'words' }), open({ embedder: createConceptEmbedder(concepts) })];
    for (const index of [words, both]) await index.put([fees, reception]);
    while ((await both.enrich(signal)).left > 0);
    for (const index of [words, both]) await index.put([election]);

    const [byWords] = await words.search('选举采用什么投票方式', everywhere);
    const [byBoth] = await both.search('选举采用什么投票方式', everywhere);

    expect(byBoth?.passage.id).toBe('election#1');
    expect(byBoth?.score).toBeCloseTo(0.7 * (byWords?.score ?? 0) + 0.3, 5);
  });

  it('is never searched with vectors of another model', async () => {
    const { open } = await startQdrantBench();
    const before = open({ embedder: createConceptEmbedder(concepts, 'model-1') });
    await before.put([fees, election]);
    while ((await before.enrich(signal)).left > 0);

    // The same size, and another meaning of every number.
    const after = open({ embedder: createConceptEmbedder([['接待日'], ['会费'], ['选举', '挑头儿']], 'model-2') });

    expect(await after.isCurrent()).toBe(false);
    expect(await idsFound(after, '挑头儿')).toEqual([]);
    expect((await idsFound(after, '会费缴清'))[0]).toMatch(/^fees/);
    const draft = await after.startOver();
    await draft.put([fees, election]);
    while ((await draft.enrich(signal)).left > 0);
    await draft.publish();
    expect((await idsFound(after, '挑头儿'))[0]).toMatch(/^election/);
    expect(await before.isCurrent()).toBe(false);
    expect(await idsFound(before, '份子钱')).toEqual([]);
  });
});

async function stateOf(index: PassageIndex): Promise<string> {
  const hits = await index.search('会费规定', { ...everywhere, limit: 50 });
  return [...new Set(hits.map(({ passage }) => passage.text.slice(0, 3)))].join('+') + hits.length;
}
