import type { Kysely } from 'kysely';
import type { ColumnTypes, StoreMigration } from './migration.ts';

/** Accounts sign in: with what, who is, who tries to, and which of their orders were carried out. */
export const sessions: StoreMigration = {
  name: '0012-sessions',
  async up(db, types) {
    await createPasswords(db, types);
    await createSessions(db, types);
    await createRequestKeys(db, types);
  },
};

async function createPasswords(db: Kysely<unknown>, { text, integer }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('passwords')
    .addColumn('user_id', text, (column) => column.primaryKey())
    .addColumn('hash', text, (column) => column.notNull())
    .addColumn('must_change', integer, (column) => column.notNull())
    .addColumn('changed_at', integer, (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('sign_in_tries')
    .addColumn('key', text, (column) => column.primaryKey())
    .addColumn('tries', integer, (column) => column.notNull())
    .addColumn('last_at', integer, (column) => column.notNull())
    .addColumn('free_at', integer, (column) => column.notNull())
    .execute();
}

async function createSessions(db: Kysely<unknown>, { text, integer }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('sessions')
    .addColumn('hash', text, (column) => column.primaryKey())
    .addColumn('user_id', text, (column) => column.notNull())
    .addColumn('password_at', integer, (column) => column.notNull())
    .addColumn('created_at', integer, (column) => column.notNull())
    .addColumn('seen_at', integer, (column) => column.notNull())
    .execute();
  await db.schema.createIndex('sessions_user').on('sessions').column('user_id').execute();
}

async function createRequestKeys(db: Kysely<unknown>, { text, integer }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('request_keys')
    .addColumn('user_id', text, (column) => column.notNull())
    .addColumn('key', text, (column) => column.notNull())
    .addColumn('fingerprint', text, (column) => column.notNull())
    .addColumn('answer', text)
    .addColumn('at', integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('request_keys_key', ['user_id', 'key'])
    .execute();
  await db.schema.createIndex('request_keys_at').on('request_keys').column('at').execute();
}
