import { openIndex } from '../../../eval/retrieval/open-index.ts';
import { type Corpus, type Find, resultLimit } from '../system.ts';

/** Documents put at a time, as the server does when it starts. */
const batch = 500;

export async function openQingyu({ documents }: Corpus): Promise<Find> {
  const index = openIndex();
  for (let from = 0; from < documents.length; from += batch) await index.put(documents.slice(from, from + batch));
  const options = { limit: resultLimit, collections: null, validOn: null, documents: null };
  return async (question) => (await index.search(question, options)).map(({ passage }) => passage.id);
}
