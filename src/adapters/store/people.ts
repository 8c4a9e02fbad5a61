import type { Selectable } from 'kysely';
import type { KnownPerson, Person } from '../../domain/person.ts';
import type { People, PersonTrait } from '../../ports/people.ts';
import { eachChunk, INSERT_ROWS } from './chunks.ts';
import { inTransaction, type Db, type Handles } from './database.ts';
import { letters } from './letters.ts';
import { countPeople, membersOfPeople, pagePeople } from './people-pages.ts';
import type { Tables } from './schema.ts';

/** Organizations of one question, far below what either engine takes. */
const IDS = 500;

export function createPeople({ read, write }: Handles): People {
  return {
    put: (people) =>
      eachChunk(people, INSERT_ROWS, async (chunk) => {
        await write
          .insertInto('people')
          .values(chunk.map(toRow))
          .onConflict((conflict) =>
            conflict.column('id').doUpdateSet((eb) => ({
              organization_id: eb.ref('excluded.organization_id'),
              name: eb.ref('excluded.name'),
              post: eb.ref('excluded.post'),
              phone: eb.ref('excluded.phone'),
              sms_consent_at: eb.ref('excluded.sms_consent_at'),
            })),
          )
          .execute();
      }),

    async find(id) {
      const row = await read.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toPerson(row) : null;
    },

    list: (organizationIds) => list(read, organizationIds),
    listHaving: (having, organizationIds) => list(read, organizationIds, having),

    async listCalled(words, limit) {
      const called = read.selectFrom('people').selectAll();
      const fitting = words.trim() === '' ? called : called.where(letters('name', words.trim()));
      return (await fitting.orderBy('organization_id').orderBy('name').limit(limit).execute()).map(toPerson);
    },

    async listKnown(organizationIds) {
      const people = await list(read, organizationIds);
      const members = await membersOf(read, organizationIds);
      return people.map((person): KnownPerson => ({ ...person, memberIds: members.get(person.id) ?? [] }));
    },

    async page(filter, at) {
      const people = (await pagePeople(read, filter, at)).map(toPerson);
      const members = await membersOfPeople(
        read,
        people.map(({ id }) => id),
      );
      return people.map((person): KnownPerson => ({ ...person, memberIds: members.get(person.id) ?? [] }));
    },

    count: (filter) => countPeople(read, filter),

    async listByPhone(phone) {
      const rows = await read.selectFrom('people').selectAll().where('phone', '=', phone).orderBy('id').execute();
      return rows.map(toPerson);
    },

    remove: (id) =>
      inTransaction(write, async (db) => {
        await db.deleteFrom('person_bindings').where('person_id', '=', id).execute();
        await db.deleteFrom('binding_codes').where('holder_id', '=', id).where('holder_kind', '=', 'person').execute();
        await db.deleteFrom('people').where('id', '=', id).execute();
      }),
  };
}

async function list(
  db: Db,
  organizationIds: readonly string[] | null,
  having: PersonTrait | null = null,
): Promise<Person[]> {
  const rows: Selectable<Tables['people']>[] = [];
  for (const ids of piecesOf(organizationIds)) {
    let query = db.selectFrom('people').selectAll();
    if (ids !== null) query = query.where('organization_id', 'in', ids);
    if (having !== null) query = query.where(having.trait, '=', having.value);
    rows.push(...(await query.orderBy('organization_id').orderBy('name').execute()));
  }
  return rows.map(toPerson);
}

async function membersOf(db: Db, organizationIds: readonly string[] | null): Promise<Map<string, string[]>> {
  const members = new Map<string, string[]>();
  for (const ids of piecesOf(organizationIds)) {
    let query = db
      .selectFrom('person_bindings as b')
      .innerJoin('people as p', 'p.id', 'b.person_id')
      .select(['b.person_id', 'b.member_id']);
    if (ids !== null) query = query.where('p.organization_id', 'in', ids);
    for (const row of await query.orderBy('b.member_id').execute()) {
      const known = members.get(row.person_id);
      if (known === undefined) members.set(row.person_id, [row.member_id]);
      else known.push(row.member_id);
    }
  }
  return members;
}

/** In the order of the ids, each once; null stays null. */
function piecesOf(organizationIds: readonly string[] | null): (readonly string[] | null)[] {
  if (organizationIds === null) return [null];
  const ids = [...new Set(organizationIds)].sort();
  return Array.from({ length: Math.ceil(ids.length / IDS) }, (_, index) => ids.slice(index * IDS, (index + 1) * IDS));
}

function toRow(person: Person): Selectable<Tables['people']> {
  return {
    id: person.id,
    organization_id: person.organizationId,
    name: person.name,
    post: person.post,
    phone: person.phone,
    sms_consent_at: person.smsConsentAt,
    created_at: person.createdAt,
  };
}

export function toPerson(row: Selectable<Tables['people']>): Person {
  return {
    id: row.id,
    organizationId: row.organization_id,
    name: row.name,
    post: row.post,
    phone: row.phone,
    smsConsentAt: row.sms_consent_at,
    createdAt: row.created_at,
  };
}
