import type { Kysely } from 'kysely';
import type { ColumnTypes, StoreMigration } from './migration.ts';

/** Files that deliveries carry, and who is asked for a 收到 and reminded of it. */
export const receipts: StoreMigration = {
  name: '0010-receipts',
  async up(db, types) {
    await createFiles(db, types);
    await db.schema.alterTable('deliveries').addColumn('reminds', types.text).execute();
    await db.schema.alterTable('broadcasts').addColumn('reminded_at', types.integer).execute();
    await db.schema.alterTable('broadcasts').addColumn('reminder', types.text).execute();
    const open = db.schema.createIndex('broadcasts_receipt').on('broadcasts').column('receipt_until');
    await open.execute();
    const spoken = db.schema.createIndex('messages_speakers').on('messages');
    await spoken.columns(['conversation_id', 'bot', 'sender_bot', 'member_id']).execute();
  },
};

async function createFiles(db: Kysely<unknown>, { text, integer }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('files')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('mime', text, (column) => column.notNull())
    .addColumn('size', integer, (column) => column.notNull())
    .addColumn('created_at', integer, (column) => column.notNull())
    .addColumn('expires_at', integer)
    .addColumn('content', text, (column) => column.notNull())
    .execute();
  await db.schema.alterTable('deliveries').addColumn('file_id', text).execute();
  const carrying = db.schema.createIndex('deliveries_file').on('deliveries').column('file_id');
  await carrying.where('file_id', 'is not', null).execute();
}
