import type { Kysely } from 'kysely';
import type { ColumnTypes, StoreMigration } from './migration.ts';

/** Accounts of staff, and which member of a chat platform is which of them. */
export const users: StoreMigration = {
  name: '0007-users',
  async up(db, types) {
    await createUsers(db, types);
    await createBindings(db, types);
  },
};

async function createUsers(db: Kysely<unknown>, { text, integer }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('users')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('name', text, (column) => column.notNull().unique())
    .addColumn('role', text, (column) => column.notNull())
    .addColumn('created_at', integer, (column) => column.notNull())
    .addColumn('disabled_at', integer)
    .execute();
}

async function createBindings(db: Kysely<unknown>, { text, integer }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('binding_codes')
    .addColumn('user_id', text, (column) => column.primaryKey())
    .addColumn('hash', text, (column) => column.notNull().unique())
    .addColumn('expires_at', integer, (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('binding_tries')
    .addColumn('message_id', integer, (column) => column.primaryKey())
    .addColumn('member_id', text, (column) => column.notNull())
    .addColumn('at', integer, (column) => column.notNull())
    .execute();
  await db.schema.createIndex('binding_tries_member').on('binding_tries').columns(['member_id', 'at']).execute();
  await db.schema
    .createTable('bindings')
    .addColumn('member_id', text, (column) => column.primaryKey())
    .addColumn('user_id', text, (column) => column.notNull())
    .addColumn('bound_at', integer, (column) => column.notNull())
    .execute();
}
