import { sql, type Kysely } from 'kysely';
import type { ColumnTypes, StoreMigration } from './migration.ts';

/** The tables of the first release. */
export const start: StoreMigration = {
  name: '0001-start',
  async up(db, types) {
    await createConversations(db, types);
    await createMessages(db, types);
    await createDeliveries(db, types);
    await createCases(db, types);
    await createDialogues(db, types);
    await createDocuments(db, types);
    await createUnanswered(db, types);
    await createSmallTables(db, types);
  },
};

async function createConversations(db: Kysely<unknown>, { text, integer }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('conversations')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('channel', text, (column) => column.notNull())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('platform_id', text, (column) => column.notNull())
    .addColumn('title', text)
    .addColumn('enrolled_at', integer)
    .addColumn('muted', integer, (column) => column.notNull())
    .addColumn('tags', text, (column) => column.notNull())
    .addColumn('created_at', integer, (column) => column.notNull())
    .addUniqueConstraint('conversations_ref', ['channel', 'kind', 'platform_id'])
    .execute();
  await db.schema
    .createTable('conversation_leases')
    .addColumn('conversation_id', text, (column) => column.notNull().references('conversations.id'))
    .addColumn('purpose', text, (column) => column.notNull())
    .addColumn('owner', text)
    .addColumn('lease_until', integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('conversation_leases_key', ['conversation_id', 'purpose'])
    .execute();
  await db.schema
    .createTable('members')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('channel', text, (column) => column.notNull())
    .addColumn('platform_id', text, (column) => column.notNull())
    .addColumn('name', text, (column) => column.notNull())
    .addUniqueConstraint('members_ref', ['channel', 'platform_id'])
    .execute();
}

async function createMessages(db: Kysely<unknown>, { text, integer, serial }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('messages')
    .addColumn('id', integer, serial)
    .addColumn('key', text, (column) => column.notNull())
    .addColumn('bot', integer, (column) => column.notNull())
    .addColumn('conversation_id', text, (column) => column.notNull().references('conversations.id'))
    .addColumn('member_id', text, (column) => column.references('members.id'))
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('text', text, (column) => column.notNull())
    .addColumn('raw_text', text, (column) => column.notNull())
    .addColumn('addressed', text, (column) => column.notNull())
    .addColumn('mentions_all', integer, (column) => column.notNull())
    .addColumn('sender_bot', integer, (column) => column.notNull())
    .addColumn('sent_at', integer, (column) => column.notNull())
    .addColumn('received_at', integer, (column) => column.notNull())
    .addColumn('outcome', text)
    .addColumn('reply_to', integer)
    .addUniqueConstraint('messages_key', ['key', 'bot'])
    .execute();
  await createIndex(db, 'messages_history', ['conversation_id', 'id']);
  await createIndex(db, 'messages_member', ['member_id', 'received_at']);
  await createIndex(db, 'messages_outcome', ['conversation_id', 'outcome', 'id']);
  const waiting = db.schema.createIndex('messages_waiting').on('messages').columns(['id', 'conversation_id']);
  await waiting.where(sql.ref('outcome'), 'is', null).execute();
}

async function createDeliveries(db: Kysely<unknown>, { text, integer, serial }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('deliveries')
    .addColumn('seq', integer, serial)
    .addColumn('id', text, (column) => column.notNull().unique())
    .addColumn('key', text, (column) => column.notNull().unique())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('conversation_id', text, (column) => column.notNull().references('conversations.id'))
    .addColumn('text', text, (column) => column.notNull())
    .addColumn('reply_to', integer)
    .addColumn('not_before', integer, (column) => column.notNull())
    .addColumn('closes_at', integer)
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('reason', text)
    .addColumn('attempts', integer, (column) => column.notNull())
    .addColumn('lease_owner', text)
    .addColumn('lease_until', integer)
    .addColumn('created_at', integer, (column) => column.notNull())
    .addColumn('sent_at', integer)
    .addColumn('platform_message_id', text)
    .execute();
  await createIndex(db, 'deliveries_state', ['state', 'conversation_id', 'seq']);
  await createIndex(db, 'deliveries_waiting', ['conversation_id', 'kind', 'state', 'not_before']);
  await createIndex(db, 'deliveries_sent', ['conversation_id', 'sent_at']);
}

async function createCases(db: Kysely<unknown>, { text, integer }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('cases')
    .addColumn('no', text, (column) => column.primaryKey())
    .addColumn('year', integer, (column) => column.notNull())
    .addColumn('number', integer, (column) => column.notNull())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('status', text, (column) => column.notNull())
    .addColumn('organization', text)
    .addColumn('contact', text)
    .addColumn('phone', text)
    .addColumn('category', text)
    .addColumn('content', text, (column) => column.notNull())
    .addColumn('expectation', text)
    .addColumn('conversation_id', text, (column) => column.notNull())
    .addColumn('member_id', text, (column) => column.notNull())
    .addColumn('member_name', text, (column) => column.notNull())
    .addColumn('message_id', integer, (column) => column.notNull())
    .addColumn('part', integer, (column) => column.notNull())
    .addColumn('due_at', integer)
    .addColumn('created_at', integer, (column) => column.notNull())
    .addUniqueConstraint('cases_number', ['year', 'number'])
    .addUniqueConstraint('cases_message', ['message_id', 'part'])
    .execute();
  await createIndex(db, 'cases_created', ['created_at']);
  await createIndex(db, 'cases_member', ['member_id', 'created_at']);
}

async function createDialogues(db: Kysely<unknown>, { text, integer }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('dialogues')
    .addColumn('conversation_id', text, (column) => column.notNull())
    .addColumn('member_id', text, (column) => column.notNull())
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('data', text, (column) => column.notNull())
    .addColumn('expires_at', integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('dialogues_key', ['conversation_id', 'member_id', 'name'])
    .execute();
}

async function createDocuments(db: Kysely<unknown>, { text, integer }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('documents')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('collection', text, (column) => column.notNull())
    .addColumn('title', text, (column) => column.notNull())
    .addColumn('origin', text)
    .addColumn('hash', text, (column) => column.notNull())
    .addColumn('region', text)
    .addColumn('organization', text)
    .addColumn('source', text)
    .addColumn('date', text)
    .addColumn('revision', integer, (column) => column.notNull())
    .execute();
  await createIndex(db, 'documents_revision', ['revision']);
  await db.schema
    .createTable('passages')
    .addColumn('document_id', text, (column) => column.notNull().references('documents.id'))
    .addColumn('seq', integer, (column) => column.notNull())
    .addColumn('id', text, (column) => column.notNull())
    .addColumn('section', text, (column) => column.notNull())
    .addColumn('text', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('passages_key', ['document_id', 'seq'])
    .execute();
  await db.schema
    .createTable('removed_documents')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('revision', integer, (column) => column.notNull())
    .execute();
  await createIndex(db, 'removed_documents_revision', ['revision']);
}

async function createUnanswered(db: Kysely<unknown>, { text, integer }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('unanswered')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('conversation_id', text, (column) => column.notNull())
    .addColumn('member_id', text, (column) => column.notNull())
    .addColumn('member_name', text, (column) => column.notNull())
    .addColumn('message_id', integer, (column) => column.notNull())
    .addColumn('question', text, (column) => column.notNull())
    .addColumn('handoff', integer, (column) => column.notNull())
    .addColumn('created_at', integer, (column) => column.notNull())
    .addColumn('answered_at', integer)
    .addColumn('answer', text)
    .execute();
  await createIndex(db, 'unanswered_member', ['conversation_id', 'member_id', 'created_at']);
  await createIndex(db, 'unanswered_open', ['answered_at', 'created_at']);
}

async function createSmallTables(db: Kysely<unknown>, { text, integer }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('daily_days')
    .addColumn('date', text, (column) => column.primaryKey())
    .addColumn('message_id', text, (column) => column.notNull())
    .addColumn('text', text, (column) => column.notNull())
    .addColumn('planned_at', integer, (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('counters')
    .addColumn('name', text, (column) => column.primaryKey())
    .addColumn('value', integer, (column) => column.notNull())
    .execute();
}

/** The table is the part of the name before the last word. */
async function createIndex(db: Kysely<unknown>, name: string, columns: readonly string[]): Promise<void> {
  const table = name.slice(0, name.lastIndexOf('_'));
  await db.schema
    .createIndex(name)
    .on(table)
    .columns([...columns])
    .execute();
}
