import type { StoreMigration } from './migration.ts';

/** Web groups whose page opens with an invite code. */
export const webInvites: StoreMigration = {
  name: '0022-web-invites',
  async up(db, { text, integer }) {
    await db.schema
      .createTable('web_invites')
      .addColumn('slug', text, (column) => column.primaryKey())
      .addColumn('code', text, (column) => column.notNull())
      .addColumn('pass', text, (column) => column.notNull())
      .addColumn('created_by', text, (column) => column.notNull())
      .addColumn('created_at', integer, (column) => column.notNull())
      .execute();
  },
};
