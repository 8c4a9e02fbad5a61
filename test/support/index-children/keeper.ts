/** Puts new versions of documents and keeps the index, over and over; prints each version once it is kept. */
import { z } from 'zod';
import { createEmbeddedIndex } from '../../../src/adapters/passages/embedded/embedded.ts';
import { createGazetteer } from '../../../src/domain/gazetteer.ts';
import { noSynonyms } from '../../../src/domain/synonyms.ts';
import { createConceptEmbedder } from '../concept-embedder.ts';
import { versionOf } from '../index-versions.ts';
import { createNotingLog } from '../noting-log.ts';
import { argument, print } from '../store-children/print.ts';

const { folder, from } = z.object({ folder: z.string(), from: z.number() }).parse(JSON.parse(argument()));
const log = createNotingLog();
const index = createEmbeddedIndex({
  gazetteer: createGazetteer(),
  synonyms: () => noSynonyms,
  embedder: createConceptEmbedder([['会费', '份子钱']]),
  log,
  folder,
});
await index.size();
print(`opened ${JSON.stringify(log.notes)}`);
for (let version = from; ; version += 1) {
  await index.put(versionOf(version));
  await index.enrich(new AbortController().signal);
  await index.keep();
  print(`kept ${version}`);
}
