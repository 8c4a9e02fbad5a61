import { sql, type Expression, type ExpressionBuilder, type Selectable, type SqlBool } from 'kysely';
import { AppError } from '../../base/errors.ts';
import type { PeopleFilter } from '../../domain/people-filter.ts';
import { readPhone } from '../../domain/phone.ts';
import type { Db } from './database.ts';
import type { Tables } from './schema.ts';
import { holds, idsBelow } from './search-text.ts';

type Terms = ExpressionBuilder<Tables, 'people'>;

export async function pagePeople(
  db: Db,
  filter: PeopleFilter,
  { after, limit }: { after: string | null; limit: number },
): Promise<Selectable<Tables['people']>[]> {
  let query = db.selectFrom('people').selectAll().where(matching(filter));
  if (after !== null) {
    const last = await db.selectFrom('people').select(['name', 'id']).where('id', '=', after).executeTakeFirst();
    if (last === undefined) throw new AppError('input/invalid', 'after 应原样写上一页给的 next。');
    query = query.where(sql<SqlBool>`(name, id) > (${last.name}, ${last.id})`);
  }
  return query.orderBy('name').orderBy('id').limit(limit).execute();
}

export async function countPeople(db: Db, filter: PeopleFilter): Promise<number> {
  const { rows } = await db
    .selectFrom('people')
    .select((eb) => eb.fn.countAll<number>().as('rows'))
    .where(matching(filter))
    .executeTakeFirstOrThrow();
  return rows;
}

/** The members that are these people, by person. */
export async function membersOfPeople(db: Db, ids: readonly string[]): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('person_bindings')
    .select(['person_id', 'member_id'])
    .where('person_id', 'in', ids)
    .orderBy('member_id')
    .execute();
  const members = new Map<string, string[]>();
  for (const row of rows) members.set(row.person_id, [...(members.get(row.person_id) ?? []), row.member_id]);
  return members;
}

function matching({ search, organization, consent, bound }: PeopleFilter) {
  return (eb: Terms): Expression<SqlBool> =>
    eb.and([
      ...(search === null ? [] : [found(eb, search)]),
      ...(organization === null ? [] : [eb('organization_id', 'in', idsBelow(organization))]),
      ...(consent === null ? [] : [eb('sms_consent_at', consent ? 'is not' : 'is', null)]),
      ...(bound === null ? [] : [bound ? isBound(eb) : eb.not(isBound(eb))]),
    ]);
}

/** A number only whole: piece by piece it could be found out, without anybody asking for it on record. */
function found(eb: Terms, search: string): Expression<SqlBool> {
  const phone = readPhone(search);
  if (phone !== null) return eb('phone', '=', phone);
  const named = eb
    .selectFrom('organizations as o')
    .select('o.id')
    .where((of) => holds(of.ref('o.name'), search));
  return eb.or([holds(eb.ref('name'), search), holds(eb.ref('post'), search), eb('organization_id', 'in', named)]);
}

function isBound(eb: Terms): Expression<SqlBool> {
  return eb.exists(
    eb.selectFrom('person_bindings as b').select('b.member_id').whereRef('b.person_id', '=', 'people.id'),
  );
}
