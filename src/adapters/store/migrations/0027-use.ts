import type { StoreMigration } from './migration.ts';

/** What a channel sent of late, found by its time; and urgent messages that let people sleep. */
export const use: StoreMigration = {
  name: '0027-use',
  async up(db, { integer }) {
    await db.schema
      .createIndex('deliveries_sent_at')
      .on('deliveries')
      .columns(['sent_at', 'conversation_id'])
      .execute();
    await db.schema.alterTable('broadcasts').addColumn('keeps_quiet', integer).execute();
  },
};
