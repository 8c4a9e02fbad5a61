import Libsql from 'libsql';
import { z } from 'zod';
import { type BenchPassage, resultLimit } from '../system.ts';

const rows = z.array(z.object({ id: z.string() }));

export type Fts5Table = {
  insert(passages: Iterable<BenchPassage>): void;
  /** Ids for a MATCH expression, best first by bm25. */
  find(match: string): string[];
};

/** In memory, title and text in columns of their own. */
export function createFts5Table(tokenizer: 'trigram' | 'unicode61'): Fts5Table {
  const database = new Libsql(':memory:');
  database.exec(`CREATE VIRTUAL TABLE passages USING fts5(id UNINDEXED, title, text, tokenize = '${tokenizer}')`);
  const insertRow = database.prepare('INSERT INTO passages (id, title, text) VALUES (?, ?, ?)');
  const select = database.prepare(
    `SELECT id FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ${String(resultLimit)}`,
  );
  return {
    insert: (passages) => {
      database.exec('BEGIN');
      for (const { id, title, text } of passages) insertRow.run(id, title, text);
      database.exec('COMMIT');
    },
    find: (match) => rows.parse(select.all(match)).map(({ id }) => id),
  };
}
