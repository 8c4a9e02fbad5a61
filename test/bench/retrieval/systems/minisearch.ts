import MiniSearch, { type Options } from 'minisearch';
import { type BenchPassage, type Corpus, type Find, resultLimit } from '../system.ts';
import { bigramsOf, createWordCutter } from '../terms.ts';

type Terms = 'default' | 'bigrams' | 'words';

export async function openMiniSearch({ passages }: Corpus, terms: Terms): Promise<Find> {
  const index = new MiniSearch<BenchPassage>({ fields: ['title', 'text'], ...tokenizerOf(terms) });
  index.addAll(passages);
  return (question) =>
    index
      .search(question)
      .slice(0, resultLimit)
      .map(({ id }) => String(id));
}

function tokenizerOf(terms: Terms): Pick<Options, 'tokenize'> {
  switch (terms) {
    case 'default':
      return {};
    case 'bigrams':
      return { tokenize: bigramsOf };
    case 'words':
      return { tokenize: createWordCutter() };
  }
}
