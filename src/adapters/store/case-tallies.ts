import { sql } from 'kysely';
import type { CountedCase } from '../../domain/case-statistics.ts';
import type { CaseFilter, CaseMark } from '../../ports/cases.ts';
import { filterCases } from './case-filter.ts';
import { isBehindCase } from './case-place.ts';
import type { Db } from './database.ts';

/** Only what figures are made of: whole cases with their stories take many times as long. */
export async function pageCounted(
  db: Db,
  filter: CaseFilter,
  { after, limit }: { after: CaseMark | null; limit: number },
): Promise<CountedCase[]> {
  let query = filterCases(db, filter).select([
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
  ]);
  if (after !== null) query = query.where(isBehindCase(after));
  const rows = await query
    .orderBy('cases.created_at')
    .orderBy('cases.year')
    .orderBy('cases.number')
    .limit(limit)
    .execute();
  return rows.map(({ created_at, ended_at, due_at, answered_at, was_assigned, ...row }) => ({
    ...row,
    createdAt: created_at,
    endedAt: ended_at,
    dueAt: due_at,
    answeredAt: answered_at === null ? null : Number(answered_at),
    wasAssigned: Number(was_assigned) === 1,
  }));
}

const answeredAt = sql<number | null>`(select s.at from case_steps as s
  where s.case_no = cases.no and s.action in ('resolve', 'decline') order by s.seq limit 1)`;

const wasAssigned = sql<number>`case when exists (select 1 from case_steps as s
  where s.case_no = cases.no and s.action = 'assign') then 1 else 0 end`;
