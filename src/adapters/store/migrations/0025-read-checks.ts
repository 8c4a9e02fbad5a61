import type { StoreMigration } from './migration.ts';

/** Which deliveries a platform is still to be asked about: who saw them. */
export const readChecks: StoreMigration = {
  name: '0025-read-checks',
  async up(db, { text, integer }) {
    await db.schema
      .createTable('read_checks')
      .addColumn('delivery_id', text, (column) => column.primaryKey())
      .addColumn('next_at', integer)
      .execute();
    const waiting = db.schema.createIndex('read_checks_next').on('read_checks').column('next_at');
    await waiting.where('next_at', 'is not', null).execute();
  },
};
