import { sql, type Selectable, type SqlBool } from 'kysely';
import { AppError } from '../../base/errors.ts';
import type { KnownMember } from '../../domain/member.ts';
import type { Db } from './database.ts';
import { toMember } from './member-rows.ts';
import type { Tables } from './schema.ts';
import { holds } from './search-text.ts';

type Of = { conversationId: string | null; search: string | null };
type Row = Selectable<Tables['members']>;

export async function pageMembers(
  db: Db,
  of: Of,
  { after, limit }: { after: string | null; limit: number },
): Promise<KnownMember[]> {
  let query = speakersOf(db, of);
  if (after !== null) {
    const last = await db.selectFrom('members').select(['name', 'id']).where('id', '=', after).executeTakeFirst();
    if (last === undefined) throw new AppError('input/invalid', 'after 应原样写上一页给的 next。');
    query = query.where(sql<SqlBool>`(m.name, m.id) > (${last.name}, ${last.id})`);
  }
  return withFacts(db, await query.orderBy('m.name').orderBy('m.id').limit(limit).execute(), of);
}

function speakersOf(db: Db, { conversationId, search }: Of) {
  let query = db.selectFrom('members as m').selectAll('m');
  if (search !== null) query = query.where((eb) => holds(eb.ref('m.name'), search));
  const said = db
    .selectFrom('messages as s')
    .select('s.member_id')
    .where('s.bot', '=', 0)
    .where('s.sender_bot', '=', 0);
  if (conversationId !== null)
    return query.where('m.id', 'in', said.where('s.conversation_id', '=', conversationId).distinct());
  return query.where((eb) => eb.exists(said.where('s.member_id', '=', eb.ref('m.id'))));
}

async function withFacts(db: Db, rows: readonly Row[], { conversationId }: Of): Promise<KnownMember[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const [accounts, people, spoken] = [
    await accountsOf(db, ids),
    await peopleOf(db, ids),
    await spokenAt(db, ids, conversationId),
  ];
  return rows.map((row) => ({
    ...toMember(row),
    account: accounts.get(row.id) ?? null,
    people: people.filter(({ member_id }) => member_id === row.id).map(({ id, name }) => ({ id, name })),
    spokeAt: spoken.get(row.id) ?? null,
  }));
}

async function accountsOf(db: Db, ids: readonly string[]) {
  const rows = await db
    .selectFrom('bindings as b')
    .innerJoin('users as u', 'u.id', 'b.user_id')
    .select(['b.member_id', 'u.name', 'u.role'])
    .where('b.member_id', 'in', ids)
    .where('u.disabled_at', 'is', null)
    .execute();
  return new Map(rows.map(({ member_id, name, role }) => [member_id, { name, role }]));
}

function peopleOf(db: Db, ids: readonly string[]) {
  return db
    .selectFrom('person_bindings as b')
    .innerJoin('people as p', 'p.id', 'b.person_id')
    .select(['b.member_id', 'p.id', 'p.name'])
    .where('b.member_id', 'in', ids)
    .orderBy('p.name')
    .execute();
}

/** The newest of a member is read by an index, whatever else they wrote. */
async function spokenAt(db: Db, ids: readonly string[], conversationId: string | null) {
  const rows = await db
    .selectFrom('members as m')
    .select((eb) => {
      let newest = eb.selectFrom('messages as w').select('w.received_at').whereRef('w.member_id', '=', 'm.id');
      if (conversationId !== null) newest = newest.where('w.conversation_id', '=', conversationId);
      return ['m.id', newest.orderBy('w.received_at', 'desc').limit(1).as('at')];
    })
    .where('m.id', 'in', ids)
    .execute();
  return new Map(rows.flatMap(({ id, at }) => (at === null ? [] : [[id, at]])));
}
