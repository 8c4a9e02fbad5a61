import type { Kysely } from 'kysely';
import type { ColumnTypes, StoreMigration } from './migration.ts';

/** Who must act on a case, until when, and what they were told. */
export const assignments: StoreMigration = {
  name: '0018-assignments',
  async up(db, types) {
    await createAssignments(db, types);
    await createReminders(db, types);
    const index = db.schema.createIndex('cases_waiting').on('cases').columns(['ended_at', 'due_at']);
    await index.execute();
    await db.schema.createIndex('cases_merged_into').on('cases').column('merged_into').execute();
  },
};

async function createAssignments(db: Kysely<unknown>, { text, integer }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('assignments')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('case_no', text, (column) => column.notNull())
    .addColumn('assignee_kind', text, (column) => column.notNull())
    .addColumn('assignee_id', text)
    .addColumn('assignee_name', text, (column) => column.notNull())
    .addColumn('lead_kind', text)
    .addColumn('lead_id', text)
    .addColumn('lead_name', text)
    .addColumn('due_day', text)
    .addColumn('assigned_by', text, (column) => column.notNull())
    .addColumn('assigned_at', integer, (column) => column.notNull())
    .addColumn('next_at', integer)
    .addColumn('ended_at', integer)
    .addColumn('ended_as', text)
    .execute();
  const index = (name: string, columns: string[]) =>
    db.schema.createIndex(name).on('assignments').columns(columns).execute();
  await index('assignments_case', ['case_no', 'assigned_at']);
  await index('assignments_next', ['next_at']);
  await index('assignments_assignee', ['assignee_kind', 'assignee_id', 'ended_at']);
}

async function createReminders(db: Kysely<unknown>, { text, integer }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('assignment_reminders')
    .addColumn('assignment_id', text, (column) => column.notNull())
    .addColumn('stage', text, (column) => column.notNull())
    .addColumn('at', integer, (column) => column.notNull())
    .addColumn('outcome', text, (column) => column.notNull())
    .addColumn('delivery_id', text)
    .addPrimaryKeyConstraint('assignment_reminders_key', ['assignment_id', 'stage'])
    .execute();
  await db.schema.createIndex('assignment_reminders_at').on('assignment_reminders').column('at').execute();
}
