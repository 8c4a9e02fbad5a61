import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { OwnSynonym } from '../../domain/synonyms.ts';
import type { OwnSynonyms } from '../../ports/own-synonyms.ts';
import type { Handles } from './database.ts';
import type { Tables } from './schema.ts';

const wordsShape = z.array(z.string());

export function createOwnSynonyms({ read, write }: Handles): OwnSynonyms {
  return {
    async add({ id, words, addedAt, addedBy }) {
      const row = { id, words: JSON.stringify(words), added_at: addedAt, added_by: addedBy };
      await write.insertInto('own_synonyms').values(row).execute();
    },

    async remove(id) {
      const row = await write.deleteFrom('own_synonyms').where('id', '=', id).returningAll().executeTakeFirst();
      return row ? toSynonym(row) : null;
    },

    async list() {
      const rows = await read
        .selectFrom('own_synonyms')
        .selectAll()
        .orderBy('added_at', 'desc')
        .orderBy('id')
        .execute();
      return rows.map(toSynonym);
    },
  };
}

function toSynonym(row: Selectable<Tables['own_synonyms']>): OwnSynonym {
  return { id: row.id, words: wordsShape.parse(JSON.parse(row.words)), addedAt: row.added_at, addedBy: row.added_by };
}
