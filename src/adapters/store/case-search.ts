import { sql } from 'kysely';
import type { WaitingCase } from '../../ports/assignments.ts';
import type { CaseFilter, CaseOrderBy, CasePlace, CaseSearch } from '../../ports/cases.ts';
import { filterCases } from './case-filter.ts';
import type { Db } from './database.ts';
import type { CaseRow } from './schema/cases.ts';
import { withAssignments } from './waiting-cases.ts';

export async function searchCases(db: Db, search: CaseSearch): Promise<WaitingCase[]> {
  return withAssignments(db, search.by === 'dueAt' ? await byDue(db, search) : await byTime(db, search));
}

export async function countCases(db: Db, filter: CaseFilter, most: number): Promise<number> {
  const some = filterCases(db, filter).select('no').limit(most).as('some');
  const { count } = await db
    .selectFrom(some)
    .select((eb) => eb.fn.countAll<number | bigint>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

const columns = { createdAt: 'created_at', dueAt: 'due_at', updatedAt: 'updated_at' } as const satisfies Record<
  CaseOrderBy,
  string
>;

/** Those with a due time first, then those without: asked for apart, so that the index on due times is used. */
async function byDue(db: Db, search: CaseSearch): Promise<CaseRow[]> {
  const { after, limit, filter, down } = search;
  const timed = after !== null && after.value === null ? [] : await byTime(db, search);
  if (timed.length >= limit) return timed;
  let query = filterCases(db, filter).selectAll('cases').where('due_at', 'is', null);
  if (after !== null && after.value === null) query = query.where(isNumberedBehind(after, down));
  const way = down ? 'desc' : 'asc';
  const untimed = query
    .orderBy('year', way)
    .orderBy('number', way)
    .limit(limit - timed.length);
  return [...timed, ...(await untimed.execute())];
}

async function byTime(db: Db, { filter, by, down, after, limit }: CaseSearch): Promise<CaseRow[]> {
  const way = down ? 'desc' : 'asc';
  let query = filterCases(db, filter).selectAll('cases').where(columns[by], 'is not', null);
  if (after !== null) query = query.where(isBehind(by, after, down));
  return query.orderBy(columns[by], way).orderBy('year', way).orderBy('number', way).limit(limit).execute();
}

/** Told twice, since an index is only used for the first. */
function isBehind(by: CaseOrderBy, after: CasePlace, down: boolean) {
  const column = sql.ref(columns[by]);
  const at = after.value ?? 0;
  const numbered = isNumberedBehind(after, down);
  return down
    ? sql<boolean>`${column} <= ${at} and (${column} < ${at} or ${numbered})`
    : sql<boolean>`${column} >= ${at} and (${column} > ${at} or ${numbered})`;
}

function isNumberedBehind({ no }: CasePlace, down: boolean) {
  const [year = 0, number = 0] = no.split('-').map(Number);
  return down
    ? sql<boolean>`(year < ${year} or (year = ${year} and number < ${number}))`
    : sql<boolean>`(year > ${year} or (year = ${year} and number > ${number}))`;
}
