import type { StoreMigration } from './migration.ts';

/** Numbers that are to get no text messages. */
export const refusals: StoreMigration = {
  name: '0015-refusals',
  async up(db, { text, integer }) {
    await db.schema
      .createTable('sms_refusals')
      .addColumn('phone', text, (column) => column.primaryKey())
      .addColumn('at', integer, (column) => column.notNull())
      .execute();
  },
};
