import { sql, type SqlBool } from 'kysely';
import type { ListItem } from '../../domain/list-item.ts';
import type { ListItems } from '../../ports/list-items.ts';
import { eachChunk, INSERT_ROWS } from './chunks.ts';
import type { Handles } from './database.ts';
import type { ListItemRow } from './schema/reception-days.ts';

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

    async page(list, { after, limit, search = null }) {
      let query = read.selectFrom('list_items').selectAll().where('list', '=', list).where(holding(search));
      if (after !== null)
        query = query.where(sql<boolean>`(provider, subject) > (${after.provider}, ${after.subject})`);
      return (await query.orderBy('provider').orderBy('subject').limit(limit).execute()).map(toItem);
    },

    async count(list, search = null) {
      const query = read.selectFrom('list_items').select(({ fn }) => fn.countAll<number | string>().as('items'));
      const { items } = await query.where('list', '=', list).where(holding(search)).executeTakeFirstOrThrow();
      return Number(items);
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

/** Each word in any of what people read of a line; in small letters, which one engine does not do by itself. */
function holding(search: string | null) {
  const words = (search ?? '')
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  const text = sql`lower(provider || ' ' || subject || ' ' || coalesce(field, '') || ' ' || coalesce(detail, ''))`;
  const patterns = words.map((word) => `%${word.replaceAll(/[\\%_]/gu, '\\$&')}%`);
  const each = patterns.map((pattern) => sql<SqlBool>`${text} like ${pattern} escape '\\'`);
  return each.length === 0 ? sql<SqlBool>`1 = 1` : sql<SqlBool>`(${sql.join(each, sql` and `)})`;
}

function toItem({ created_at: createdAt, ...row }: ListItemRow): ListItem {
  return { ...row, createdAt };
}
