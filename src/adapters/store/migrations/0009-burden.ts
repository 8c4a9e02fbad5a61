import { sql } from 'kysely';
import type { StoreMigration } from './migration.ts';

/** What people did, broadcasts that do not wait, and deliveries that go out as one message. */
export const burden: StoreMigration = {
  name: '0009-burden',
  async up(db, { text, integer }) {
    await db.schema
      .createTable('audit')
      .addColumn('seq', integer, (column) => column.primaryKey())
      .addColumn('at', integer, (column) => column.notNull())
      .addColumn('who', text, (column) => column.notNull())
      .addColumn('action', text, (column) => column.notNull())
      .addColumn('subject', text, (column) => column.notNull())
      .addColumn('detail', text, (column) => column.notNull())
      .addColumn('hash', text, (column) => column.notNull())
      .execute();
    await db.schema.createIndex('audit_at').on('audit').columns(['at', 'seq']).execute();
    await db.schema.alterTable('broadcasts').addColumn('urgent', text).execute();
    await db.schema.alterTable('deliveries').addColumn('merged_into', text).execute();
    await db.schema.alterTable('deliveries').addColumn('tried_at', integer).execute();
    await db.schema
      .createIndex('deliveries_merged')
      .on('deliveries')
      .column('merged_into')
      .where(sql.ref('merged_into'), 'is not', null)
      .execute();
  },
};
