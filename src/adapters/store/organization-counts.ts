import { sql } from 'kysely';
import type { OrganizationCounts, Organizations } from '../../ports/organizations.ts';
import type { Db } from './database.ts';

const none: OrganizationCounts = { groups: 0, people: 0, cases: 0, openCases: 0 };

/** One count a table, each over an index or once over it. */
export async function countAll(db: Db): ReturnType<Organizations['countAll']> {
  const counts = new Map<string, OrganizationCounts>();
  const add = (id: string | null, found: Partial<OrganizationCounts>): void => {
    if (id !== null) counts.set(id, { ...none, ...counts.get(id), ...found });
  };
  for (const { id, rows } of await countGroups(db)) add(id, { groups: rows });
  for (const { id, rows } of await countPeople(db)) add(id, { people: rows });
  for (const [id, { rows, open }] of await countCases(db)) add(id, { cases: rows, openCases: open });
  return counts;
}

function countGroups(db: Db) {
  return db
    .selectFrom('conversations')
    .select((eb) => ['organization_id as id', eb.fn.countAll<number>().as('rows')])
    .where('organization_id', 'is not', null)
    .where('kind', '=', 'group')
    .groupBy('organization_id')
    .execute();
}

function countPeople(db: Db) {
  return db
    .selectFrom('people')
    .select((eb) => ['organization_id as id', eb.fn.countAll<number>().as('rows')])
    .groupBy('organization_id')
    .execute();
}

type Counted = { rows: number; open: number };

/** Of what was put into one, and of what was written with its name; a name that two have is of neither. */
async function countCases(db: Db): Promise<ReadonlyMap<string, Counted>> {
  const counts = new Map<string, Counted>();
  const add = (id: string | null, { rows, open }: { rows: number; open: number }): void => {
    if (id === null) return;
    const { rows: before, open: openBefore } = counts.get(id) ?? { rows: 0, open: 0 };
    counts.set(id, { rows: before + Number(rows), open: openBefore + Number(open) });
  };
  for (const { id, ...found } of await countCasesBy(db, 'organization_id').execute()) add(id, found);
  const ids = await idsByName(db);
  const written = countCasesBy(db, 'organization').where('organization_id', 'is', null);
  for (const { id: name, ...found } of await written.execute()) add(ids.get(name ?? '') ?? null, found);
  return counts;
}

/** What was merged into another case is that one. */
function countCasesBy(db: Db, column: 'organization_id' | 'organization') {
  return db
    .selectFrom('cases')
    .select((eb) => [
      eb.ref(column).as('id'),
      eb.fn.countAll<number>().as('rows'),
      sql<number>`sum(case when ended_at is null then 1 else 0 end)`.as('open'),
    ])
    .where(column, 'is not', null)
    .where('merged_into', 'is', null)
    .groupBy(column);
}

async function idsByName(db: Db): Promise<ReadonlyMap<string, string | null>> {
  const ids = new Map<string, string | null>();
  for (const { id, name } of await db.selectFrom('organizations').select(['id', 'name']).execute())
    ids.set(name, ids.has(name) ? null : id);
  return ids;
}
