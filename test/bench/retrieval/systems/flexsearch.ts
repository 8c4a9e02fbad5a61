import { Charset, Index } from 'flexsearch';
import { type Corpus, type Find, resultLimit } from '../system.ts';

/** What of the question a passage must carry; `any` is the option `suggest`, neighbours are its `context`. */
type Demand = 'every character' | 'any character' | 'any neighbours';

export async function openFlexSearch({ passages }: Corpus, demand: Demand): Promise<Find> {
  const index = new Index({ encoder: Charset.CJK, context: demand === 'any neighbours' });
  for (const { id, title, text } of passages) index.add(id, `${title}\n${text}`);
  const options = { limit: resultLimit, suggest: demand !== 'every character' };
  return (question) => index.search(question, options).map(String);
}
