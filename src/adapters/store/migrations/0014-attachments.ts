import type { StoreMigration } from './migration.ts';

/** What broadcasts, series and the bot's words in web groups carry; name and size outlive the file. */
export const attachments: StoreMigration = {
  name: '0014-attachments',
  async up(db, { text, integer }) {
    for (const table of ['broadcasts', 'series', 'messages']) {
      await db.schema.alterTable(table).addColumn('file_id', text).execute();
      await db.schema.alterTable(table).addColumn('file_name', text).execute();
      await db.schema.alterTable(table).addColumn('file_size', integer).execute();
      const carrying = db.schema.createIndex(`${table}_file`).on(table).column('file_id');
      await carrying.where('file_id', 'is not', null).execute();
    }
  },
};
