import type { StoreMigration } from './migration.ts';

/** When and by whom documents came, synonyms that staff keep, questions that nobody will answer. */
export const knowledge: StoreMigration = {
  name: '0021-knowledge',
  async up(db, { text, integer }) {
    await db.schema.alterTable('documents').addColumn('read_at', integer).execute();
    await db.schema.alterTable('documents').addColumn('read_by', text).execute();
    await db.schema.alterTable('unanswered').addColumn('dismissed_at', integer).execute();
    await db.schema
      .createTable('own_synonyms')
      .addColumn('id', text, (column) => column.primaryKey())
      .addColumn('words', text, (column) => column.notNull())
      .addColumn('added_at', integer, (column) => column.notNull())
      .addColumn('added_by', text, (column) => column.notNull())
      .execute();
    await db.schema.createIndex('documents_read').on('documents').columns(['read_at', 'id']).execute();
    await db.schema.createIndex('documents_collection').on('documents').columns(['collection', 'id']).execute();
  },
};
