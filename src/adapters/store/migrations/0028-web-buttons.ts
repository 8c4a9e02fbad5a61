import type { StoreMigration } from './migration.ts';

/** What can be pressed under the bot's words in web groups. */
export const webButtons: StoreMigration = {
  name: '0028-web-buttons',
  async up(db, { text }) {
    await db.schema.alterTable('messages').addColumn('buttons', text).execute();
  },
};
