import { sql } from 'kysely';
import type { CountedCase } from '../../domain/case-statistics.ts';
import type { CaseFilter, CaseMark, WaitingCounts } from '../../ports/cases.ts';
import { casesBehind } from './case-place.ts';
import type { Db } from './database.ts';
import { inSnapshot } from './snapshot.ts';

/** Only what figures are made of: whole cases with their stories take many times as long. */
export async function pageCounted(
  db: Db,
  filter: CaseFilter,
  { after, limit }: { after: CaseMark | null; limit: number },
): Promise<CountedCase[]> {
  const rows = await casesBehind(db, filter, after)
    .select([
      'cases.no',
      'cases.kind',
      'cases.organization',
      'cases.status',
      'cases.satisfaction',
      'cases.created_at',
      'cases.ended_at',
      'cases.due_at',
      answeredAt.as('answered_at'),
      wasAssigned.as('was_assigned'),
    ])
    .orderBy('cases.created_at')
    .orderBy('cases.year')
    .orderBy('cases.number')
    .limit(limit)
    .execute();
  // Field by field: with what is left spread behind, it takes as long as the reading.
  return rows.map((row) => ({
    no: row.no,
    kind: row.kind,
    organization: row.organization,
    status: row.status,
    satisfaction: row.satisfaction,
    createdAt: row.created_at,
    endedAt: row.ended_at,
    dueAt: row.due_at,
    answeredAt: row.answered_at === null ? null : Number(row.answered_at),
    wasAssigned: Number(row.was_assigned) === 1,
  }));
}

/** Each a range of an index of open cases; as one query all of them would be read. */
export async function countWaitingCases(
  db: Db,
  { since, now }: { since: number; now: number },
): Promise<WaitingCounts> {
  const open = db
    .selectFrom('cases')
    .select((eb) => eb.fn.countAll<number | bigint>().as('count'))
    .where('ended_at', 'is', null);
  const registered = open.where('status', '=', 'registered');
  const counted = [open, registered, registered.where('created_at', '>=', since), open.where('due_at', '<', now)];
  const [all = 0, waiting = 0, fresh = 0, overdue = 0] = await inSnapshot(db, async (snapshot) => {
    const counts: number[] = [];
    for (const query of counted) {
      const { rows } = await snapshot.executeQuery(query.compile());
      counts.push(Number(rows[0]?.count ?? 0));
    }
    return counts;
  });
  return { open: all, registered: waiting, fresh, overdue };
}

const answeredAt = sql<number | null>`(select s.at from case_steps as s
  where s.case_no = cases.no and s.action in ('resolve', 'decline') order by s.seq limit 1)`;

// Not as `exists`: PostgreSQL then may read all steps there are, anew for each page.
const wasAssigned = sql<number>`coalesce((select 1 from case_steps as s
  where s.case_no = cases.no and s.action = 'assign' limit 1), 0)`;
