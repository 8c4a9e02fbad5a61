import { sql, type Kysely } from 'kysely';
import type { ColumnTypes, StoreMigration } from './migration.ts';

/** Cases that are followed to their end, and that need not come from a chat. */
export const cases: StoreMigration = {
  name: '0016-cases',
  async up(db, types) {
    await createCases(db, types);
    await copyCases(db);
    await db.schema.dropTable('cases').execute();
    await db.schema.alterTable('cases_followed').renameTo('cases').execute();
    await createIndexes(db);
    await createSteps(db, types);
  },
};

async function createCases(db: Kysely<unknown>, { text, integer }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('cases_followed')
    .addColumn('no', text, (column) => column.primaryKey())
    .addColumn('year', integer, (column) => column.notNull())
    .addColumn('number', integer, (column) => column.notNull())
    .addColumn('key', text, (column) => column.notNull())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('status', text, (column) => column.notNull())
    .addColumn('version', integer, (column) => column.notNull())
    .addColumn('source', text, (column) => column.notNull())
    .addColumn('organization', text)
    .addColumn('organization_id', text)
    .addColumn('contact', text)
    .addColumn('phone', text)
    .addColumn('email', text)
    .addColumn('category', text)
    .addColumn('content', text, (column) => column.notNull())
    .addColumn('expectation', text)
    .addColumn('details', text, (column) => column.notNull())
    .addColumn('conversation_id', text)
    .addColumn('member_id', text)
    .addColumn('member_name', text)
    .addColumn('message_id', integer)
    .addColumn('claim_hash', text)
    .addColumn('reception_day_id', text)
    .addColumn('merged_into', text)
    .addColumn('satisfaction', text)
    .addColumn('due_at', integer)
    .addColumn('created_at', integer, (column) => column.notNull())
    .addColumn('updated_at', integer, (column) => column.notNull())
    .addColumn('ended_at', integer)
    .addUniqueConstraint('cases_followed_number', ['year', 'number'])
    .addUniqueConstraint('cases_followed_key', ['key'])
    .addUniqueConstraint('cases_followed_claim', ['claim_hash'])
    .execute();
}

async function copyCases(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into cases_followed (no, year, number, key, kind, status, version, source, organization, contact, phone,
      category, content, expectation, details, conversation_id, member_id, member_name, message_id, due_at, created_at,
      updated_at)
    select no, year, number, 'message/' || message_id || '/' || part, kind, status, 1, 'chat', organization, contact,
      phone, category, content, expectation, '{}', conversation_id, member_id, member_name, message_id, due_at,
      created_at, created_at
    from cases`.execute(db);
}

async function createIndexes(db: Kysely<unknown>): Promise<void> {
  const index = (name: string, columns: string[]) => db.schema.createIndex(name).on('cases').columns(columns).execute();
  await index('cases_followed_created', ['created_at']);
  await index('cases_followed_member', ['member_id', 'created_at']);
  await index('cases_followed_status', ['status', 'created_at']);
  await index('cases_followed_day', ['reception_day_id']);
}

async function createSteps(db: Kysely<unknown>, { text, integer }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('case_steps')
    .addColumn('case_no', text, (column) => column.notNull())
    .addColumn('seq', integer, (column) => column.notNull())
    .addColumn('at', integer, (column) => column.notNull())
    .addColumn('who', text, (column) => column.notNull())
    .addColumn('action', text, (column) => column.notNull())
    .addColumn('status', text, (column) => column.notNull())
    .addColumn('note', text)
    .addColumn('detail', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('case_steps_key', ['case_no', 'seq'])
    .execute();
  await sql`
    insert into case_steps (case_no, seq, at, who, action, status, note, detail)
    select no, 1, created_at, member_name, 'register', status, null, '{}' from cases`.execute(db);
}
