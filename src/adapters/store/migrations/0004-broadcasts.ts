import type { Kysely } from 'kysely';
import type { ColumnTypes, StoreMigration } from './migration.ts';

/** What staff send to many groups, and who said that it arrived. */
export const broadcasts: StoreMigration = {
  name: '0004-broadcasts',
  async up(db, types) {
    await createBroadcasts(db, types);
    await extendDeliveries(db, types);
    await createReceipts(db, types);
  },
};

async function createBroadcasts(db: Kysely<unknown>, { text, integer }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('broadcasts')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('text', text, (column) => column.notNull())
    .addColumn('segment', text, (column) => column.notNull())
    .addColumn('at', integer, (column) => column.notNull())
    .addColumn('closes_at', integer, (column) => column.notNull())
    .addColumn('receipt_reason', text)
    .addColumn('receipt_until', integer)
    .addColumn('created_by', text, (column) => column.notNull())
    .addColumn('created_at', integer, (column) => column.notNull())
    .addColumn('cancelled_at', integer)
    .execute();
  await db.schema.createIndex('broadcasts_created').on('broadcasts').columns(['created_at', 'id']).execute();
}

/** Columns one by one: SQLite adds no more at a time. */
async function extendDeliveries(db: Kysely<unknown>, { text, integer }: ColumnTypes): Promise<void> {
  await db.schema.alterTable('deliveries').addColumn('broadcast_id', text).execute();
  await db.schema
    .alterTable('deliveries')
    .addColumn('resends', integer, (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.createIndex('deliveries_broadcast').on('deliveries').columns(['broadcast_id', 'seq']).execute();
  await db.schema
    .createIndex('deliveries_platform')
    .on('deliveries')
    .columns(['conversation_id', 'platform_message_id'])
    .execute();
}

async function createReceipts(db: Kysely<unknown>, { text, integer }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('receipts')
    .addColumn('delivery_id', text, (column) => column.notNull())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('person', text, (column) => column.notNull())
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('at', integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('receipts_key', ['delivery_id', 'kind', 'person'])
    .execute();
}
