import type { Kysely } from 'kysely';
import type { ColumnTypes, StoreMigration } from './migration.ts';

/** Validity and pages of documents, collections of groups, the ledger of models, leases, answers that became documents. */
export const answers: StoreMigration = {
  name: '0002-answers',
  async up(db, types) {
    await extendTables(db, types);
    await createGenerations(db, types);
    await createLeases(db, types);
  },
};

/** Columns one by one: SQLite adds no more at a time. */
async function extendTables(db: Kysely<unknown>, { text, integer }: ColumnTypes): Promise<void> {
  for (const column of ['valid_from', 'expires_on', 'repealed_on', 'replaced_by']) {
    await db.schema.alterTable('documents').addColumn(column, text).execute();
  }
  await db.schema.alterTable('passages').addColumn('page', integer).execute();
  await db.schema.alterTable('conversations').addColumn('collections', text).execute();
  await db.schema.alterTable('unanswered').addColumn('document_id', text).execute();
}

async function createGenerations(db: Kysely<unknown>, { text, integer }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('generations')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('conversation_id', text)
    .addColumn('member_id', text)
    .addColumn('at', integer, (column) => column.notNull())
    .addColumn('model', text, (column) => column.notNull())
    .addColumn('prompt_version', text, (column) => column.notNull())
    .addColumn('outcome', text, (column) => column.notNull())
    .addColumn('reason', text)
    .addColumn('input_tokens', integer, (column) => column.notNull())
    .addColumn('output_tokens', integer, (column) => column.notNull())
    .addColumn('calls', integer, (column) => column.notNull())
    .execute();
  await db.schema.createIndex('generations_member').on('generations').columns(['member_id', 'at']).execute();
  await db.schema
    .createIndex('generations_conversation')
    .on('generations')
    .columns(['conversation_id', 'at'])
    .execute();
}

async function createLeases(db: Kysely<unknown>, { text, integer }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('leases')
    .addColumn('name', text, (column) => column.primaryKey())
    .addColumn('owner', text)
    .addColumn('lease_until', integer, (column) => column.notNull())
    .execute();
}
