import type { StoreMigration } from './migration.ts';

/** Reception days with their rules and stories, and what members offer each other. */
export const receptionDays: StoreMigration = {
  name: '0020-reception-days',
  async up(db, { text, integer }) {
    const terms = (table: string) =>
      db.schema
        .createTable(table)
        .addColumn('id', text, (column) => column.primaryKey())
        .addColumn('host', text, (column) => column.notNull())
        .addColumn('place', text)
        .addColumn('topics', text, (column) => column.notNull())
        .addColumn('segment', text, (column) => column.notNull())
        .addColumn('announce_days', integer)
        .addColumn('remind_days', integer)
        .addColumn('created_by', text, (column) => column.notNull())
        .addColumn('created_at', integer, (column) => column.notNull());
    await terms('reception_days')
      .addColumn('rule_id', text)
      .addColumn('date', text, (column) => column.notNull())
      .addColumn('starts_at', integer, (column) => column.notNull())
      .addColumn('ends_at', integer, (column) => column.notNull())
      .addColumn('announce_at', integer)
      .addColumn('remind_at', integer)
      .addColumn('status', text, (column) => column.notNull())
      .addColumn('version', integer, (column) => column.notNull())
      .addColumn('reason', text)
      .addColumn('minutes', text)
      .addColumn('reminded_at', integer)
      .addColumn('opened_at', integer)
      .addColumn('closed_at', integer)
      .addColumn('next_at', integer)
      .execute();
    await terms('reception_rules')
      .addColumn('every', text, (column) => column.notNull())
      .addColumn('from_time', text, (column) => column.notNull())
      .addColumn('until_time', text, (column) => column.notNull())
      .addColumn('next_day', text, (column) => column.notNull())
      .addColumn('ended_at', integer)
      .execute();
    await db.schema
      .createTable('reception_day_steps')
      .addColumn('day_id', text, (column) => column.notNull())
      .addColumn('seq', integer, (column) => column.notNull())
      .addColumn('at', integer, (column) => column.notNull())
      .addColumn('who', text, (column) => column.notNull())
      .addColumn('action', text, (column) => column.notNull())
      .addColumn('note', text)
      .addPrimaryKeyConstraint('reception_day_steps_key', ['day_id', 'seq'])
      .execute();
    await db.schema
      .createTable('reception_day_rooms')
      .addColumn('day_id', text, (column) => column.notNull())
      .addColumn('conversation_id', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('reception_day_rooms_key', ['day_id', 'conversation_id'])
      .execute();
    await db.schema
      .createTable('reception_day_points')
      .addColumn('day_id', text, (column) => column.notNull())
      .addColumn('case_no', text, (column) => column.notNull())
      .addColumn('said', text)
      .addColumn('decided', text)
      .addPrimaryKeyConstraint('reception_day_points_key', ['day_id', 'case_no'])
      .execute();
    await db.schema
      .createTable('list_items')
      .addColumn('id', text, (column) => column.primaryKey())
      .addColumn('list', text, (column) => column.notNull())
      .addColumn('provider', text, (column) => column.notNull())
      .addColumn('subject', text, (column) => column.notNull())
      .addColumn('detail', text)
      .addColumn('field', text)
      .addColumn('contact', text)
      .addColumn('created_at', integer, (column) => column.notNull())
      .addUniqueConstraint('list_items_said', ['list', 'provider', 'subject'])
      .execute();
    const index = (name: string, table: string, columns: string[]) =>
      db.schema.createIndex(name).on(table).columns(columns).execute();
    await index('reception_days_next', 'reception_days', ['next_at']);
    await index('reception_days_start', 'reception_days', ['starts_at', 'id']);
    await index('reception_days_status', 'reception_days', ['status', 'starts_at']);
    await index('reception_days_rule', 'reception_days', ['rule_id', 'starts_at']);
    await index('reception_day_rooms_conversation', 'reception_day_rooms', ['conversation_id']);
    await index('reception_rules_next', 'reception_rules', ['next_day']);
  },
};
