import { cut_for_search as cutForSearch } from 'jieba-wasm';
import type { Corpus, Find } from '../system.ts';
import { openFts5Words } from './fts5.ts';

/** Words of jieba's dictionary, long ones cut again into those they hold. */
export function openFts5Jieba(corpus: Corpus): Promise<Find> {
  return openFts5Words(corpus, (text) => cutForSearch(text, true));
}
