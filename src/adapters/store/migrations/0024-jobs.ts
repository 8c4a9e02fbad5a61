import type { StoreMigration } from './migration.ts';

/** Long work of people, which they may leave and come back to. */
export const jobs: StoreMigration = {
  name: '0024-jobs',
  async up(db, { text, integer }) {
    await db.schema
      .createTable('jobs')
      .addColumn('id', text, (column) => column.primaryKey())
      .addColumn('kind', text, (column) => column.notNull())
      .addColumn('user_id', text, (column) => column.notNull())
      .addColumn('title', text, (column) => column.notNull())
      .addColumn('state', text, (column) => column.notNull())
      .addColumn('done', integer, (column) => column.notNull())
      .addColumn('total', integer)
      .addColumn('note', text)
      .addColumn('file', text)
      .addColumn('started_at', integer, (column) => column.notNull())
      .addColumn('seen_at', integer, (column) => column.notNull())
      .addColumn('ended_at', integer)
      .execute();
    await db.schema.createIndex('jobs_user').on('jobs').columns(['user_id', 'started_at']).execute();
    await db.schema.createIndex('jobs_started').on('jobs').column('started_at').execute();
  },
};
