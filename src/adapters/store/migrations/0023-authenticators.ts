import type { StoreMigration } from './migration.ts';

/** What accounts sign in with beside a password, and from where a session was begun. */
export const authenticators: StoreMigration = {
  name: '0023-authenticators',
  async up(db, { text, integer }) {
    await db.schema
      .createTable('authenticators')
      .addColumn('user_id', text, (column) => column.primaryKey())
      .addColumn('secret', text, (column) => column.notNull())
      .addColumn('created_at', integer, (column) => column.notNull())
      .addColumn('confirmed_at', integer)
      .addColumn('last_step', integer, (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('recovery_codes')
      .addColumn('user_id', text, (column) => column.notNull())
      .addColumn('hash', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('recovery_codes_key', ['user_id', 'hash'])
      .execute();
    await db.schema.alterTable('sessions').addColumn('address', text).execute();
    await db.schema.alterTable('sessions').addColumn('agent', text).execute();
    await db.schema.createIndex('audit_who').on('audit').columns(['who', 'seq']).execute();
    await db.schema.createIndex('audit_action').on('audit').columns(['action', 'seq']).execute();
  },
};
