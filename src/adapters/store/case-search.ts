import { type RawBuilder, sql } from 'kysely';
import type { WaitingCase } from '../../ports/assignments.ts';
import type { CaseFilter, CaseOrderBy, CasePlace, CaseSearch } from '../../ports/cases.ts';
import { filterCases } from './case-filter.ts';
import type { Db } from './database.ts';
import { withAssignments } from './waiting-cases.ts';

export async function searchCases(db: Db, { filter, by, down, after, limit }: CaseSearch): Promise<WaitingCase[]> {
  const order = orderOf(by, down);
  const way = down ? 'desc' : 'asc';
  let query = filterCases(db, filter).selectAll('cases');
  if (after !== null) query = query.where(isBehind(order, after));
  const ordered = query.orderBy(order.value, way).orderBy('year', way).orderBy('number', way);
  return withAssignments(db, await ordered.limit(limit).execute());
}

export async function countCases(db: Db, filter: CaseFilter, most: number): Promise<number> {
  const some = filterCases(db, filter).select('no').limit(most).as('some');
  const { count } = await db
    .selectFrom(some)
    .select((eb) => eb.fn.countAll<number | bigint>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

type Order = { value: RawBuilder<number>; down: boolean; last: number };

const columns = { createdAt: 'created_at', dueAt: 'due_at', updatedAt: 'updated_at' } as const satisfies Record<
  CaseOrderBy,
  string
>;

/** What is not there comes last; both engines keep these numbers exactly. */
function orderOf(by: CaseOrderBy, down: boolean): Order {
  const column = sql.ref<number>(columns[by]);
  const last = down ? -1 : Number.MAX_SAFE_INTEGER;
  return {
    value: by === 'dueAt' ? sql<number>`coalesce(${column}, ${sql.lit(last)})` : sql<number>`${column}`,
    down,
    last,
  };
}

/** Told twice, since an index is only used for the first. */
function isBehind({ value, down, last }: Order, after: CasePlace) {
  const at = after.value ?? last;
  const [year = 0, number = 0] = after.no.split('-').map(Number);
  return down
    ? sql<boolean>`${value} <= ${at} and (${value} < ${at} or year < ${year} or (year = ${year} and number < ${number}))`
    : sql<boolean>`${value} >= ${at} and (${value} > ${at} or year > ${year} or (year = ${year} and number > ${number}))`;
}
