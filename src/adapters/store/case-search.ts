import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { WaitingCase } from '../../ports/assignments.ts';
import type { CaseFilter, CaseOrderBy, CasePlace, CaseSearch } from '../../ports/cases.ts';
import { filterCases } from './case-filter.ts';
import { type Asked, asksWords, caseNumber, findKeys, isOneOf, withoutWords } from './case-words.ts';
import type { CaseRow } from './schema/cases.ts';
import { withAssignments } from './waiting-cases.ts';

/**
 * `few`: so many that may hold the words are looked at one by one; of more, the order of the page finds some soon.
 * `window`: how far is looked in one go, some milliseconds.
 */
export type Reach = { few: number; window: number };

const usual: Reach = { few: 1_000, window: 1_000 };

export async function searchCases(asked: Asked, search: CaseSearch, reach = usual): Promise<WaitingCase[]> {
  return withAssignments(asked.db, await findRows(asked, search, reach));
}

async function findRows(asked: Asked, search: CaseSearch, { few, window }: Reach): Promise<CaseRow[]> {
  if (!asksWords(search.filter)) return pageOf(asked, search, (stretch) => stretch);
  const keys = await findKeys(asked, search.filter, { after: 0, limit: few + 1 });
  if (keys === null || keys.length > few) return pageOf(asked, search, (stretch) => ({ ...stretch, window }));
  return pageOf(asked, search, (stretch) => ({ ...stretch, among: isOneOf(asked, keys) }));
}

/** How many hold what is asked, `most` at most; what is searched is counted some thousand at a time. */
export async function countCases(
  asked: Asked,
  { filter, most }: Pick<Some, 'filter' | 'most'>,
  { window } = usual,
): Promise<number> {
  if (!asksWords(filter)) return countSome(asked, { filter, most });
  let count = 0;
  let after = 0;
  for (;;) {
    const keys = await findKeys(asked, filter, { after, limit: window });
    if (keys === null) return countSome(asked, { filter, most });
    const last = keys.at(-1);
    if (last === undefined) return count;
    count += await countSome(asked, { filter, most: most - count, among: isOneOf(asked, keys) });
    if (count >= most || keys.length < window) return count;
    after = last;
  }
}

type Some = { filter: CaseFilter; most: number; among?: RawBuilder<SqlBool> };

async function countSome({ db }: Asked, { filter, most, among }: Some): Promise<number> {
  const found = filterCases(db, filter);
  const some = (among === undefined ? found : found.where(among))
    .select(sql<number>`1`.as('one'))
    .limit(most)
    .as('some');
  const { count } = await db
    .selectFrom(some)
    .select((eb) => eb.fn.countAll<number | bigint>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** A run of cases in order: those with a time, or those without, which come last and by their number. */
type Stretch = {
  filter: CaseFilter;
  column: (typeof columns)[CaseOrderBy];
  timed: boolean;
  down: boolean;
  after: CasePlace | null;
  limit: number;
  among?: RawBuilder<SqlBool>;
  /** The last one that is looked at. */
  until?: CasePlace;
  window?: number;
};

const columns = { createdAt: 'created_at', dueAt: 'due_at', updatedAt: 'updated_at' } as const satisfies Record<
  CaseOrderBy,
  string
>;

/** Those with a due time first, then those without: asked for apart, so that the index on due times is used. */
async function pageOf(asked: Asked, search: CaseSearch, how: (stretch: Stretch) => Stretch): Promise<CaseRow[]> {
  const { after, by, limit, filter, down } = search;
  const isBehindTimed = by === 'dueAt' && after !== null && after.value === null;
  const stretch = { filter, column: columns[by], down, limit };
  const timed = isBehindTimed ? [] : await read(asked, how({ ...stretch, timed: true, after }));
  if (by !== 'dueAt' || timed.length >= limit) return timed;
  const rest = { ...stretch, timed: false, after: isBehindTimed ? after : null, limit: limit - timed.length };
  return [...timed, ...(await read(asked, how(rest)))];
}

async function read(asked: Asked, stretch: Stretch): Promise<CaseRow[]> {
  const { window } = stretch;
  if (window === undefined) return readStretch(asked, stretch);
  const found: CaseRow[] = [];
  let { after } = stretch;
  for (;;) {
    const until = await endOfWindow(asked, { ...stretch, after }, window);
    const rest = { ...stretch, after, limit: stretch.limit - found.length };
    found.push(...(await readStretch(asked, until === null ? rest : { ...rest, until })));
    if (until === null || found.length >= stretch.limit) return found;
    after = until;
  }
}

/** Without reading what was said; null = less than a window is left. */
async function endOfWindow(asked: Asked, stretch: Stretch, window: number): Promise<CasePlace | null> {
  const { column } = stretch;
  const { among: _among, until: _until, ...all } = stretch;
  const row = await inOrder(asked, { ...all, filter: withoutWords(stretch.filter) })
    .select(['year', 'number', `${column} as value`])
    .limit(1)
    .offset(window - 1)
    .executeTakeFirst();
  return row === undefined ? null : { value: row.value, no: caseNumber(row) };
}

function readStretch(asked: Asked, stretch: Stretch): Promise<CaseRow[]> {
  return inOrder(asked, stretch).selectAll('cases').limit(stretch.limit).execute();
}

function inOrder({ db }: Asked, { filter, column, timed, down, after, among, until }: Stretch) {
  const way = down ? 'desc' : 'asc';
  const place = { column, timed, down };
  let query = filterCases(db, filter).where(column, timed ? 'is not' : 'is', null);
  if (after !== null) query = query.where(isBehind(after, place));
  if (until !== undefined) query = query.where(isUpTo(until, place));
  if (among !== undefined) query = query.where(among);
  return (timed ? query.orderBy(column, way) : query).orderBy('year', way).orderBy('number', way);
}

type Way = Pick<Stretch, 'column' | 'timed' | 'down'>;

/** The time is told twice, since an index is only used for the first. */
function isBehind(place: CasePlace, { column: name, timed, down }: Way): RawBuilder<SqlBool> {
  const column = sql.ref(name);
  const at = place.value ?? 0;
  const numbered = isNumberedBehind(place, down);
  if (!timed) return numbered;
  return down
    ? sql<SqlBool>`${column} <= ${at} and (${column} < ${at} or ${numbered})`
    : sql<SqlBool>`${column} >= ${at} and (${column} > ${at} or ${numbered})`;
}

/** It, and what comes before it. */
function isUpTo(place: CasePlace, { column: name, timed, down }: Way): RawBuilder<SqlBool> {
  const column = sql.ref(name);
  const at = place.value ?? 0;
  const numbered = sql<SqlBool>`not ${isNumberedBehind(place, down)}`;
  if (!timed) return numbered;
  return down
    ? sql<SqlBool>`${column} >= ${at} and (${column} > ${at} or ${numbered})`
    : sql<SqlBool>`${column} <= ${at} and (${column} < ${at} or ${numbered})`;
}

function isNumberedBehind({ no }: CasePlace, down: boolean): RawBuilder<SqlBool> {
  const [year = 0, number = 0] = no.split('-').map(Number);
  return down
    ? sql<SqlBool>`(year < ${year} or (year = ${year} and number < ${number}))`
    : sql<SqlBool>`(year > ${year} or (year = ${year} and number > ${number}))`;
}
