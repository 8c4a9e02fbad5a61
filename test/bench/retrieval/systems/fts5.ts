import type { Corpus, Find } from '../system.ts';
import { disjunctionOf, trigramsOf } from '../terms.ts';
import { createFts5Table, type Fts5Table } from './fts5-table.ts';

/** The trigram tokenizer of SQLite, asked for the question as it stands or for any three of its characters. */
export async function openFts5Trigram({ passages }: Corpus, asked: 'phrase' | 'trigrams'): Promise<Find> {
  const table = createFts5Table('trigram');
  table.insert(passages);
  return finder(table, asked === 'phrase' ? (question) => [question] : trigramsOf);
}

/** Terms cut before SQLite sees the text, any of which may match. */
export async function openFts5Words({ passages }: Corpus, cut: (text: string) => string[]): Promise<Find> {
  const table = createFts5Table('unicode61');
  const spaced = (text: string): string => cut(text).join(' ');
  table.insert(passages.map(({ id, title, text }) => ({ id, title: spaced(title), text: spaced(text) })));
  return finder(table, cut);
}

function finder(table: Fts5Table, termsOf: (question: string) => string[]): Find {
  return (question) => {
    const match = disjunctionOf(termsOf(question));
    return match === null ? [] : table.find(match);
  };
}
