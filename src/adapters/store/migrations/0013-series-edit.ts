import type { StoreMigration } from './migration.ts';

/** Series may be edited, and say by whom; drafts of the daily message say when a model wrote them. */
export const seriesEdit: StoreMigration = {
  name: '0013-series-edit',
  /** Columns one by one: SQLite adds no more at a time. */
  async up(db, { text, integer }) {
    await db.schema.alterTable('series').addColumn('receipt_ms', integer).execute();
    await db.schema.alterTable('series').addColumn('changed_by', text).execute();
    await db.schema.alterTable('series').addColumn('changed_at', integer).execute();
    await db.schema
      .alterTable('daily_drafts')
      .addColumn('generated', integer, (column) => column.notNull().defaultTo(0))
      .execute();
  },
};
