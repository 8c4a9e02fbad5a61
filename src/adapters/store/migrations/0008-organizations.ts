import { sql, type Kysely } from 'kysely';
import type { ColumnTypes, StoreMigration } from './migration.ts';

/** The tree of organizations, the groups and people in it, and codes for people as for accounts. */
export const organizations: StoreMigration = {
  name: '0008-organizations',
  async up(db, types) {
    await createOrganizations(db, types);
    await createPeople(db, types);
    await extendCodes(db, types);
  },
};

async function createOrganizations(db: Kysely<unknown>, { text, integer }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('organizations')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('parent_id', text)
    .addColumn('tags', text, (column) => column.notNull())
    .addColumn('created_at', integer, (column) => column.notNull())
    .execute();
  await sql`create unique index organizations_place on organizations (coalesce(parent_id, ''), name)`.execute(db);
  await db.schema.alterTable('conversations').addColumn('organization_id', text).execute();
  await db.schema.createIndex('conversations_organization').on('conversations').column('organization_id').execute();
}

async function createPeople(db: Kysely<unknown>, { text, integer }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('people')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('organization_id', text, (column) => column.notNull().references('organizations.id'))
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('post', text)
    .addColumn('phone', text)
    .addColumn('sms_consent_at', integer)
    .addColumn('created_at', integer, (column) => column.notNull())
    .addUniqueConstraint('people_name', ['organization_id', 'name'])
    .execute();
  await db.schema
    .createTable('person_bindings')
    .addColumn('member_id', text, (column) => column.notNull())
    .addColumn('person_id', text, (column) => column.notNull().references('people.id'))
    .addColumn('bound_at', integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('person_bindings_key', ['member_id', 'person_id'])
    .execute();
  await db.schema.createIndex('person_bindings_person').on('person_bindings').column('person_id').execute();
}

/** Codes that are there stay those of accounts. */
async function extendCodes(db: Kysely<unknown>, { text }: ColumnTypes): Promise<void> {
  await db.schema.alterTable('binding_codes').renameColumn('user_id', 'holder_id').execute();
  await db.schema
    .alterTable('binding_codes')
    .addColumn('holder_kind', text, (column) => column.notNull().defaultTo('user'))
    .execute();
}
