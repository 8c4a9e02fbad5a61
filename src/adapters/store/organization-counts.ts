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
  for (const { id, rows, open } of await countCases(db)) add(id, { cases: rows, openCases: Number(open) });
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

/** What was merged into another case is that one. */
function countCases(db: Db) {
  return db
    .selectFrom('cases')
    .select((eb) => [
      'organization_id as id',
      eb.fn.countAll<number>().as('rows'),
      sql<number>`sum(case when ended_at is null then 1 else 0 end)`.as('open'),
    ])
    .where('organization_id', 'is not', null)
    .where('merged_into', 'is', null)
    .groupBy('organization_id')
    .execute();
}
