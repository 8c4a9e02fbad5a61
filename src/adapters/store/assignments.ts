import type { Assignments } from '../../ports/assignments.ts';
import { toAssignment, toAssignmentRow } from './assignment-rows.ts';
import { takeReminders } from './assignment-reminders.ts';
import { inTransaction, type Db, type Handles } from './database.ts';
import { countWaiting, listWaiting } from './waiting-cases.ts';

export function createAssignments({ read, write, engine }: Handles): Assignments {
  return {
    add: (assignment) =>
      inTransaction(write, async (db) => {
        await end(db, assignment.caseNo, { at: assignment.assignedAt, as: 'reassigned' });
        await db.insertInto('assignments').values(toAssignmentRow(assignment)).execute();
      }),

    end: (caseNo, how) => end(write, caseNo, how),

    async findOpen(caseNo) {
      const open = read.selectFrom('assignments').selectAll().where('case_no', '=', caseNo);
      const row = await open.where('ended_at', 'is', null).executeTakeFirst();
      return row ? toAssignment(row) : null;
    },

    async listOf(caseNo) {
      const all = read.selectFrom('assignments').selectAll().where('case_no', '=', caseNo);
      return (await all.orderBy('assigned_at').orderBy('id').execute()).map(toAssignment);
    },

    async listToRemind(now, limit) {
      const due = read.selectFrom('assignments').selectAll().where('next_at', '<=', now).where('ended_at', 'is', null);
      return (await due.orderBy('next_at').orderBy('id').limit(limit).execute()).map(toAssignment);
    },

    remind: (dues) => inTransaction(write, (db) => takeReminders({ db, engine }, dues)),

    async listReminders(since, limit) {
      const rows = await read
        .selectFrom('assignment_reminders as r')
        .innerJoin('assignments as a', 'a.id', 'r.assignment_id')
        .selectAll('r')
        .select('a.case_no')
        .where('r.at', '>=', since)
        .where('a.ended_at', 'is', null)
        .orderBy('r.at', 'desc')
        .orderBy('r.assignment_id', 'desc')
        .limit(limit)
        .execute();
      return rows.toReversed().map((row) => ({
        assignmentId: row.assignment_id,
        stage: row.stage,
        at: row.at,
        outcome: row.outcome,
        deliveryId: row.delivery_id,
        caseNo: row.case_no,
      }));
    },

    listWaiting: (query) => listWaiting(read, query),
    countWaiting: (query) => countWaiting(read, query),
  };
}

async function end(
  db: Db,
  caseNo: string,
  { at, as }: Parameters<Assignments['end']>[1],
): ReturnType<Assignments['end']> {
  const row = await db
    .updateTable('assignments')
    .set({ ended_at: at, ended_as: as, next_at: null })
    .where('case_no', '=', caseNo)
    .where('ended_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
  return row ? toAssignment(row) : null;
}
