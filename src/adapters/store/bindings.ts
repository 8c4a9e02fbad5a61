import type { Selectable } from 'kysely';
import type { BindingHolder } from '../../domain/binding.ts';
import type { Bindings } from '../../ports/bindings.ts';
import { inTransaction, type Db, type Handles } from './database.ts';
import { toPerson } from './people.ts';
import type { Tables } from './schema.ts';
import { toUser } from './users.ts';

export function createBindings({ read, write }: Handles): Bindings {
  return {
    async putCode({ hash, holder, expiresAt }) {
      const content = { hash, expires_at: expiresAt, holder_kind: holder.kind };
      await write
        .insertInto('binding_codes')
        .values({ holder_id: holder.id, ...content })
        .onConflict((conflict) => conflict.column('holder_id').doUpdateSet(content))
        .execute();
    },

    async findCode(hash, now) {
      const code = await read
        .selectFrom('binding_codes')
        .selectAll()
        .where('hash', '=', hash)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      return code ? toHolder(code) : null;
    },

    takeCode: (hash, now) => inTransaction(write, (db) => takeCode(db, hash, now)),

    recordTry: (of, since) => inTransaction(write, (db) => recordTry(db, of, since)),

    async bind({ memberId, userId, at }) {
      const { numInsertedOrUpdatedRows = 0n } = await write
        .insertInto('bindings')
        .values({ member_id: memberId, user_id: userId, bound_at: at })
        .onConflict((conflict) => conflict.column('member_id').doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },

    async bindPerson({ memberId, personId, at }) {
      await write
        .insertInto('person_bindings')
        .values({ member_id: memberId, person_id: personId, bound_at: at })
        .onConflict((conflict) => conflict.columns(['member_id', 'person_id']).doNothing())
        .execute();
    },

    unbind: (memberId) => inTransaction(write, (db) => unbind(db, memberId)),

    async findUser(memberId) {
      const row = await read
        .selectFrom('bindings as b')
        .innerJoin('users as u', 'u.id', 'b.user_id')
        .selectAll('u')
        .where('b.member_id', '=', memberId)
        .executeTakeFirst();
      return row ? toUser(row) : null;
    },

    async listPeople(memberId) {
      const rows = await read
        .selectFrom('person_bindings as b')
        .innerJoin('people as p', 'p.id', 'b.person_id')
        .selectAll('p')
        .where('b.member_id', '=', memberId)
        .orderBy('p.name')
        .orderBy('p.id')
        .execute();
      return rows.map(toPerson);
    },

    async listUsers() {
      const rows = await read
        .selectFrom('bindings as b')
        .innerJoin('users as u', 'u.id', 'b.user_id')
        .select('b.member_id')
        .selectAll('u')
        .orderBy('u.name')
        .orderBy('b.member_id')
        .execute();
      return rows.map((row) => ({ memberId: row.member_id, user: toUser(row) }));
    },

    async count() {
      const rows = await read
        .selectFrom('bindings')
        .select((eb) => ['user_id', eb.fn.countAll<number>().as('members')])
        .groupBy('user_id')
        .execute();
      return rows.map(({ user_id: userId, members }) => ({ userId, members }));
    },
  };
}

/** Of two who take the same code, the one that deletes it has it. */
async function takeCode(db: Db, hash: string, now: number): Promise<BindingHolder | null> {
  const code = await db.selectFrom('binding_codes').selectAll().where('hash', '=', hash).executeTakeFirst();
  if (code === undefined) return null;
  const { numDeletedRows } = await db.deleteFrom('binding_codes').where('hash', '=', hash).executeTakeFirst();
  return numDeletedRows === 1n && code.expires_at > now ? toHolder(code) : null;
}

function toHolder(code: Selectable<Tables['binding_codes']>): BindingHolder {
  return { kind: code.holder_kind, id: code.holder_id };
}

async function unbind(db: Db, memberId: string): Promise<boolean> {
  const undone = [
    await db.deleteFrom('bindings').where('member_id', '=', memberId).executeTakeFirst(),
    await db.deleteFrom('person_bindings').where('member_id', '=', memberId).executeTakeFirst(),
  ];
  return undone.some(({ numDeletedRows }) => numDeletedRows > 0n);
}

async function recordTry(
  db: Db,
  { memberId, messageId, at }: { memberId: string; messageId: number; at: number },
  since: number,
): Promise<number> {
  await db.deleteFrom('binding_tries').where('member_id', '=', memberId).where('at', '<', since).execute();
  await db
    .insertInto('binding_tries')
    .values({ message_id: messageId, member_id: memberId, at })
    .onConflict((conflict) => conflict.column('message_id').doNothing())
    .execute();
  const { tries } = await db
    .selectFrom('binding_tries')
    .select((eb) => eb.fn.countAll<number>().as('tries'))
    .where('member_id', '=', memberId)
    .executeTakeFirstOrThrow();
  return tries;
}
