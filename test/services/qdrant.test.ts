import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { createQdrantIndex, type QdrantOptions } from '../../src/adapters/passages/qdrant/qdrant.ts';
import { createGazetteer } from '../../src/domain/gazetteer.ts';
import { noSynonyms } from '../../src/domain/synonyms.ts';
import type { PassageIndex } from '../../src/ports/passage-index.ts';
import { passageIndexContract } from '../contract/passage-index.ts';
import { contentOf, everywhere, fees, idsFound } from '../contract/passage-index/contents.ts';
import { createNotingLog } from '../support/noting-log.ts';
import { dropCollections, qdrantSettings, sayWhenQdrantSkipped } from '../support/qdrant-server.ts';

/** Names of one run, so that runs on one server do not meet. */
const run = `qingyu-test-${randomBytes(4).toString('hex')}`;
const gazetteer = createGazetteer();
let opened = 0;

function open(of: Partial<QdrantOptions> = {}): PassageIndex {
  opened += 1;
  return createQdrantIndex({
    ...qdrantSettings(),
    collection: `${run}-${opened}`,
    shardNumber: null,
    replicationFactor: null,
    writeConsistencyFactor: null,
    embedder: null,
    synonyms: () => noSynonyms,
    gazetteer,
    log: createNotingLog(),
    ...of,
  });
}

describe.skipIf(sayWhenQdrantSkipped('the contract of the index'))('a real Qdrant', () => {
  afterAll(() => dropCollections(run));

  passageIndexContract('qdrant, live', async (setup) => {
    const index = open(setup);
    const name = `${run}-${opened}__`;
    // A collection takes disk from the first moment; a server of a test should not hold a hundred.
    return { ...index, close: () => index.close().then(() => dropCollections(name)) };
  });

  it('answers from one whole index while another is published again and again', async () => {
    const collection = `${run}-switch`;
    const [writer, reader] = [open({ collection, patience: { grace: 1000 } }), open({ collection })];
    const version = (number: number): ReturnType<typeof contentOf>[] =>
      Array.from({ length: 30 }, (_, i) => contentOf(`rule-${i}`, { passages: [`第${number}版会费规定第${i}则。`] }));
    await writer.put(version(1));

    const progress = { done: false };
    const renewals = (async () => {
      for (const number of [2, 3, 4]) {
        const draft = await writer.startOver();
        await draft.put(version(number));
        await draft.publish();
      }
    })().finally(() => (progress.done = true));
    const seen = new Set<string>();
    while (!progress.done) {
      const hits = await reader.search('会费规定', { ...everywhere, limit: 100 });
      seen.add([...new Set(hits.map(({ passage }) => passage.text.slice(0, 3)))].join('+') + hits.length);
    }
    await renewals;
    await writer.close();

    expect([...seen].filter((state) => !/^第[1-4]版30$/.test(state))).toEqual([]);
  });

  it('gives two processes that start at once one collection', async () => {
    const collection = `${run}-start`;
    const processes = [open({ collection }), open({ collection })];

    await Promise.all(processes.map((index) => index.size()));
    await processes[0]?.put([fees]);

    for (const index of processes) expect((await idsFound(index, '会费'))[0]).toBe('fees#0');
  });
});
