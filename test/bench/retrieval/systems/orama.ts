import { create, insertMultiple, search, type Tokenizer } from '@orama/orama';
import { type Corpus, type Find, resultLimit } from '../system.ts';
import { bigramsOf } from '../terms.ts';

type Terms = 'default' | 'mandarin' | 'bigrams';

const schema = { title: 'string', text: 'string' } as const;

export async function openOrama({ passages }: Corpus, terms: Terms): Promise<Find> {
  const tokenizer = await tokenizerOf(terms);
  const index = create(tokenizer === null ? { schema } : { schema, components: { tokenizer } });
  await insertMultiple(index, [...passages]);
  return async (question) => (await search(index, { term: question, limit: resultLimit })).hits.map(({ id }) => id);
}

async function tokenizerOf(terms: Terms): Promise<Tokenizer | null> {
  switch (terms) {
    case 'default':
      return null;
    case 'mandarin':
      return (await import('@orama/tokenizers/mandarin')).createTokenizer();
    case 'bigrams':
      // Each once, as its own tokenizers give them; repeated ones found a little less.
      return {
        language: 'mandarin',
        normalizationCache: new Map(),
        tokenize: (text) => [...new Set(bigramsOf(text))],
      };
  }
}
