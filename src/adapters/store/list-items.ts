import { sql } from 'kysely';
import type { ListItem } from '../../domain/list-item.ts';
import type { ListItems } from '../../ports/list-items.ts';
import { eachChunk, INSERT_ROWS } from './chunks.ts';
import type { Handles } from './database.ts';
import type { ListItemRow } from './schema.ts';

export function createListItems({ read, write }: Handles): ListItems {
  return {
    put: (items) =>
      eachChunk(items, INSERT_ROWS, async (chunk) => {
        await write
          .insertInto('list_items')
          .values(chunk.map(({ createdAt, ...item }) => ({ ...item, created_at: createdAt })))
          .onConflict((conflict) =>
            conflict.column('id').doUpdateSet((eb) => ({
              provider: eb.ref('excluded.provider'),
              subject: eb.ref('excluded.subject'),
              detail: eb.ref('excluded.detail'),
              field: eb.ref('excluded.field'),
              contact: eb.ref('excluded.contact'),
            })),
          )
          .execute();
      }),

    async find(id) {
      const row = await read.selectFrom('list_items').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toItem(row) : null;
    },

    async list(list) {
      const query = read.selectFrom('list_items').selectAll().where('list', '=', list);
      return (await query.orderBy('provider').orderBy('subject').execute()).map(toItem);
    },

    async page(list, { after, limit }) {
      let query = read.selectFrom('list_items').selectAll().where('list', '=', list);
      if (after !== null)
        query = query.where(sql<boolean>`(provider, subject) > (${after.provider}, ${after.subject})`);
      return (await query.orderBy('provider').orderBy('subject').limit(limit).execute()).map(toItem);
    },

    async remove(ids) {
      let removed = 0;
      await eachChunk(ids, INSERT_ROWS, async (chunk) => {
        const { numDeletedRows } = await write.deleteFrom('list_items').where('id', 'in', chunk).executeTakeFirst();
        removed += Number(numDeletedRows);
      });
      return removed;
    },

    async clear(list) {
      const { numDeletedRows } = await write.deleteFrom('list_items').where('list', '=', list).executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

function toItem({ created_at: createdAt, ...row }: ListItemRow): ListItem {
  return { ...row, createdAt };
}
