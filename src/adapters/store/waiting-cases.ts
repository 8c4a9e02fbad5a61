import { sql, type SelectQueryBuilder } from 'kysely';
import type { WaitingCase, WaitingQuery } from '../../ports/assignments.ts';
import { toAssignment } from './assignment-rows.ts';
import { assignedTo } from './assigned-to.ts';
import { toCase } from './case-rows.ts';
import type { Db } from './database.ts';
import type { Tables } from './schema.ts';
import type { AssignmentRow, CaseRow } from './schema/cases.ts';

/** Later than any due time, so that cases without one come last; written out, as the index `cases_open_wait` has it. */
const never = Number.MAX_SAFE_INTEGER;

export async function listWaiting(db: Db, { after, limit, ...of }: WaitingQuery): Promise<WaitingCase[]> {
  const due = sql<number>`coalesce(cases.due_at, ${sql.lit(never)})`;
  let query = waiting(db, of).selectAll('cases');
  if (after !== null) {
    const at = after.dueAt ?? never;
    query = query.where((eb) => eb.or([eb(due, '>', at), eb.and([eb(due, '=', at), eb('cases.no', '>', after.no)])]));
  }
  const rows = await query.orderBy(due).orderBy('cases.no').limit(limit).execute();
  return withAssignments(db, rows);
}

/** Each with whoever must act on it. */
export async function withAssignments(db: Db, rows: readonly CaseRow[]): Promise<WaitingCase[]> {
  const assignments = await openOf(db, rows);
  return rows.map((row) => {
    const assignment = assignments.get(row.no);
    return { case: toCase(row), assignment: assignment ? toAssignment(assignment) : null };
  });
}

export async function countWaiting(db: Db, of: Pick<WaitingQuery, 'dueBefore' | 'assignees'>): Promise<number> {
  const { count } = await waiting(db, of)
    .select((eb) => eb.fn.countAll<number | bigint>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

type Waiting = SelectQueryBuilder<Tables, 'cases', object>;

function waiting(db: Db, { dueBefore, assignees }: Pick<WaitingQuery, 'dueBefore' | 'assignees'>): Waiting {
  let query: Waiting = db.selectFrom('cases').where('cases.ended_at', 'is', null);
  if (dueBefore !== null) query = query.where('cases.due_at', '<', dueBefore);
  if (assignees === null) return query;
  return query.where(assignedTo(assignees));
}

async function openOf(db: Db, rows: readonly CaseRow[]): Promise<Map<string, AssignmentRow>> {
  if (rows.length === 0) return new Map();
  const numbers = rows.map(({ no }) => no);
  const open = await db
    .selectFrom('assignments')
    .selectAll()
    .where('case_no', 'in', numbers)
    .where('ended_at', 'is', null)
    .execute();
  return new Map(open.map((row) => [row.case_no, row]));
}
