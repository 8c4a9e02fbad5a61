import { z } from 'zod';
import type { Job, JobState } from '../../domain/job.ts';
import type { Jobs } from '../../ports/jobs.ts';
import type { Handles } from './database.ts';
import type { JobRow } from './schema.ts';

const fileShape = z.object({ name: z.string(), mime: z.string(), bytes: z.number() });

export function createJobs({ read, write }: Handles): Jobs {
  return {
    async add({ id, kind, userId, title, at }) {
      const times = { started_at: at, seen_at: at, ended_at: null };
      await write
        .insertInto('jobs')
        .values({
          id,
          kind,
          user_id: userId,
          title,
          state: 'running',
          done: 0,
          total: null,
          note: null,
          file: null,
          ...times,
        })
        .execute();
    },

    async find(id) {
      const row = await read.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : toJob(row);
    },

    async list(userId, limit) {
      const rows = await read
        .selectFrom('jobs')
        .selectAll()
        .where('user_id', '=', userId)
        .orderBy('started_at', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(toJob);
    },

    async progress(id, at, { done, total }) {
      await write
        .updateTable('jobs')
        .set({ done, total, seen_at: at })
        .where('id', '=', id)
        .where('state', '=', 'running')
        .execute();
    },

    async settle(id, note) {
      await write.updateTable('jobs').set({ note }).where('id', '=', id).where('state', '=', 'running').execute();
    },

    async end(id, { at, state, note, file }) {
      const { numUpdatedRows } = await write
        .updateTable('jobs')
        .set({ state, note, file: file === null ? null : JSON.stringify(file), ended_at: at, seen_at: at })
        .where('id', '=', id)
        .where('state', '=', 'running')
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async abandon({ at, note }) {
      const { numUpdatedRows } = await write
        .updateTable('jobs')
        .set((eb) => ({
          state: eb.case().when('note', 'is', null).then('failed').else('done').end().$castTo<JobState>(),
          note: eb.fn.coalesce('note', eb.val(note)),
          ended_at: at,
        }))
        .where('state', '=', 'running')
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },

    async removeBefore(before) {
      const rows = await write.deleteFrom('jobs').where('started_at', '<', before).returning('id').execute();
      return rows.map(({ id }) => id);
    },
  };
}

function toJob(row: JobRow): Job {
  const { id, kind, user_id: userId, title, state, done, total, note } = row;
  const file = row.file === null ? null : fileShape.parse(JSON.parse(row.file));
  const times = { startedAt: row.started_at, seenAt: row.seen_at, endedAt: row.ended_at };
  return { id, kind, userId, title, state, done, total, note, file, ...times };
}
