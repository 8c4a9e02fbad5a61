import type { StoreMigration } from './migration.ts';

/** How somebody said 收到; nothing is known of those before. */
export const receiptWays: StoreMigration = {
  name: '0029-receipt-ways',
  async up(db, { text }) {
    await db.schema.alterTable('receipts').addColumn('way', text).execute();
  },
};
