import type { Kysely } from 'kysely';
import type { ColumnTypes, StoreMigration } from './migration.ts';

/** What staff order for a day: a message of their choice, or none; and the messages they write. */
export const daily: StoreMigration = {
  name: '0006-daily',
  async up(db, types) {
    await extendDays(db, types);
    await createDrafts(db, types);
  },
};

/** Columns one by one: SQLite adds no more at a time. */
async function extendDays(db: Kysely<unknown>, { text, integer }: ColumnTypes): Promise<void> {
  await db.schema.alterTable('daily_days').addColumn('skipped', text).execute();
  await db.schema
    .alterTable('daily_days')
    .addColumn('open', integer, (column) => column.notNull().defaultTo(0))
    .execute();
}

async function createDrafts(db: Kysely<unknown>, { text, integer }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('daily_drafts')
    .addColumn('number', integer, (column) => column.primaryKey())
    .addColumn('id', text, (column) => column.notNull().unique())
    .addColumn('theme', text, (column) => column.notNull())
    .addColumn('text', text, (column) => column.notNull())
    .addColumn('occasion', text)
    .addColumn('source', text)
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('created_by', text, (column) => column.notNull())
    .addColumn('created_at', integer, (column) => column.notNull())
    .addColumn('decided_by', text)
    .addColumn('decided_at', integer)
    .addColumn('reason', text)
    .execute();
}
