import type { StoreMigration } from './migration.ts';

/** Deliveries that go as an approved template, and what a platform is asked about afterwards. */
export const sms: StoreMigration = {
  name: '0011-sms',
  async up(db, { text, integer }) {
    await db.schema.alterTable('deliveries').addColumn('template', text).execute();
    await db.schema
      .createTable('look_ups')
      .addColumn('delivery_id', text, (column) => column.primaryKey())
      .addColumn('key', text, (column) => column.notNull())
      .addColumn('sent_at', integer, (column) => column.notNull())
      .addColumn('next_at', integer)
      .execute();
    await db.schema.createIndex('people_phone').on('people').column('phone').execute();
    const waiting = db.schema.createIndex('look_ups_next').on('look_ups').column('next_at');
    await waiting.where('next_at', 'is not', null).execute();
  },
};
