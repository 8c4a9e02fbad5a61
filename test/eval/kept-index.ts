/**
 * Times the index that is kept on disk: `--data DIR --scale N --folder F` makes one; `--folder F --ask QUESTION` opens it as
 * a new process does. Prints JSON.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createEmbeddedIndex } from '../../src/adapters/passages/embedded/embedded.ts';
import { createGazetteer } from '../../src/domain/gazetteer.ts';
import { noSynonyms } from '../../src/domain/synonyms.ts';
import type { PassageIndex } from '../../src/ports/passage-index.ts';
import { createHashedEmbedder } from './retrieval/hashed-embedder.ts';
import { joinAndFill } from './retrieval/scale.ts';
import { readSets } from './retrieval/sets.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    scale: { type: 'string', default: '100000' },
    folder: { type: 'string', default: '' },
    ask: { type: 'string', default: '会费标准' },
    dimension: { type: 'string' },
  },
});
const where = { limit: 10, collections: null, validOn: '2026-01-01', documents: null };
const say = (data: object, message: string): void => void process.stderr.write(`${message} ${JSON.stringify(data)}\n`);

const index = createEmbeddedIndex({
  gazetteer: createGazetteer(),
  synonyms: () => noSynonyms,
  embedder: values.dimension === undefined ? null : createHashedEmbedder(Number(values.dimension)),
  log: { debug: say, info: say, warn: say, error: say },
  folder: values.folder,
});
const times = values.data === undefined ? await open(index) : await make(index, values.data);
const megabytes = readdirSync(values.folder)
  .map((file) => statSync(join(values.folder, file)).size / 1e6)
  .reduce((sum, size) => sum + size, 0);
process.stdout.write(`${JSON.stringify({ ...times, megabytes, rssMegabytes: process.memoryUsage().rss / 1e6 })}\n`);

async function make(made: PassageIndex, data: string): Promise<Record<string, number>> {
  const { documents } = joinAndFill(readSets(data), Number(values.scale));
  const put = await timed(async () => {
    for (let from = 0; from < documents.length; from += 500) await made.put(documents.slice(from, from + 500));
  });
  const enrich = await timed(async () => {
    while ((await made.enrich(AbortSignal.timeout(600_000))).left > 0);
  });
  const keep = await timed(() => made.keep());
  const again = await timed(() => made.keep());
  await made.put(documents.slice(0, 1));
  return { put, enrich, keep, again, afterOneDocument: await timed(() => made.keep()) };
}

async function open(kept: PassageIndex): Promise<Record<string, number>> {
  const load = await timed(() => kept.size());
  const hashes = await timed(() => kept.hashes());
  const first = await timed(() => kept.search(values.ask, where));
  const second = await timed(() => kept.search(`${values.ask}？`, where));
  return { ...(await kept.size()), load, hashes, first, second };
}

/** Seconds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}
