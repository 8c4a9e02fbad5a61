import type { Kysely } from 'kysely';
import type { ColumnTypes, StoreMigration } from './migration.ts';

/** What real platforms need: replies that quote, groups that are left, texts in parts, pacing, who is connected. */
export const channels: StoreMigration = {
  name: '0003-channels',
  async up(db, types) {
    await extendTables(db, types);
    await createTables(db, types);
  },
};

/** Columns one by one: SQLite adds no more at a time. */
async function extendTables(db: Kysely<unknown>, { text, integer }: ColumnTypes): Promise<void> {
  for (const column of ['reply_ref', 'quoted_id', 'quoted_text', 'attachments']) {
    await db.schema.alterTable('messages').addColumn(column, text).execute();
  }
  await db.schema.alterTable('conversations').addColumn('left_at', integer).execute();
  await db.schema
    .alterTable('deliveries')
    .addColumn('parts_sent', integer, (column) => column.notNull().defaultTo(0))
    .execute();
}

async function createTables(db: Kysely<unknown>, { text, integer }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('rate_buckets')
    .addColumn('key', text, (column) => column.primaryKey())
    .addColumn('free_at', integer, (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('channel_statuses')
    .addColumn('channel', text, (column) => column.primaryKey())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('detail', text, (column) => column.notNull())
    .addColumn('account', text)
    .addColumn('since', integer, (column) => column.notNull())
    .addColumn('seen_at', integer, (column) => column.notNull())
    .addColumn('last_inbound_at', integer)
    .execute();
}
