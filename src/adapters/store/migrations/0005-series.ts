import type { StoreMigration } from './migration.ts';

/** Broadcasts that come again and again; each time is a broadcast of its own. */
export const series: StoreMigration = {
  name: '0005-series',
  async up(db, { text, integer }) {
    await db.schema
      .createTable('series')
      .addColumn('id', text, (column) => column.primaryKey())
      .addColumn('text', text, (column) => column.notNull())
      .addColumn('segment', text, (column) => column.notNull())
      .addColumn('cron', text, (column) => column.notNull())
      .addColumn('days', text, (column) => column.notNull())
      .addColumn('from_day', text)
      .addColumn('until_day', text)
      .addColumn('window_ms', integer, (column) => column.notNull())
      .addColumn('receipt_reason', text)
      .addColumn('next_at', integer)
      .addColumn('created_by', text, (column) => column.notNull())
      .addColumn('created_at', integer, (column) => column.notNull())
      .addColumn('ended_at', integer)
      .execute();
    await db.schema.createIndex('series_next').on('series').column('next_at').execute();
    await db.schema.alterTable('broadcasts').addColumn('series_id', text).execute();
    await db.schema.alterTable('broadcasts').addColumn('skipped', text).execute();
    await db.schema.createIndex('broadcasts_series').on('broadcasts').columns(['series_id', 'at']).execute();
  },
};
