import type { StoreMigration } from './migration.ts';

/** Messages whose words are not kept, and the files of cases. */
export const speech: StoreMigration = {
  name: '0019-speech',
  async up(db, { text, integer }) {
    await db.schema
      .createTable('scrubs')
      .addColumn('message_id', integer, (column) => column.primaryKey())
      .addColumn('at', integer, (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('case_files')
      .addColumn('id', text, (column) => column.primaryKey())
      .addColumn('key', text, (column) => column.notNull().unique())
      .addColumn('case_no', text, (column) => column.notNull())
      .addColumn('file_id', text, (column) => column.notNull())
      .addColumn('added_at', integer, (column) => column.notNull())
      .execute();
    await db.schema.createIndex('case_files_of_case').on('case_files').columns(['case_no', 'added_at']).execute();
  },
};
