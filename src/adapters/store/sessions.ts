import type { Sessions } from '../../ports/sessions.ts';
import type { Handles } from './database.ts';
import { toUser } from './users.ts';

export function createSessions({ read, write }: Handles): Sessions {
  return {
    async add({ hash, userId, passwordAt, createdAt, seenAt, address, agent }) {
      await write
        .insertInto('sessions')
        .values({
          hash,
          user_id: userId,
          password_at: passwordAt,
          created_at: createdAt,
          seen_at: seenAt,
          address,
          agent,
        })
        .execute();
    },

    async find(hash) {
      const row = await read
        .selectFrom('sessions as s')
        .innerJoin('users as u', 'u.id', 's.user_id')
        .innerJoin('passwords as p', (join) =>
          join.onRef('p.user_id', '=', 's.user_id').onRef('p.changed_at', '=', 's.password_at'),
        )
        .selectAll('u')
        .select(['s.password_at', 's.created_at as began_at', 's.seen_at', 's.address', 's.agent', 'p.must_change'])
        .where('s.hash', '=', hash)
        .executeTakeFirst();
      if (row === undefined) return null;
      const { id: userId, password_at: passwordAt, began_at: createdAt, seen_at: seenAt, address, agent } = row;
      const session = { hash, userId, passwordAt, createdAt, seenAt, address, agent };
      return { session, user: toUser(row), mustChange: row.must_change === 1 };
    },

    async setSeen(hash, at) {
      await write.updateTable('sessions').set({ seen_at: at }).where('hash', '=', hash).execute();
    },

    async end(hash) {
      const { numDeletedRows } = await write.deleteFrom('sessions').where('hash', '=', hash).executeTakeFirst();
      return numDeletedRows === 1n;
    },

    async list(userId) {
      const rows = await read
        .selectFrom('sessions as s')
        .innerJoin('passwords as p', (join) =>
          join.onRef('p.user_id', '=', 's.user_id').onRef('p.changed_at', '=', 's.password_at'),
        )
        .selectAll('s')
        .where('s.user_id', '=', userId)
        .orderBy('s.created_at', 'desc')
        .orderBy('s.hash')
        .execute();
      return rows.map(({ hash, password_at: passwordAt, created_at: createdAt, seen_at: seenAt, address, agent }) => {
        return { hash, userId, passwordAt, createdAt, seenAt, address, agent };
      });
    },

    async endOf(userId, except) {
      const query = write.deleteFrom('sessions').where('user_id', '=', userId);
      const { numDeletedRows } = await (
        except === undefined ? query : query.where('hash', '!=', except)
      ).executeTakeFirst();
      return Number(numDeletedRows);
    },

    async endOver({ createdAfter, seenAfter, before }) {
      await write
        .deleteFrom('sessions')
        .where((eb) =>
          eb.or([
            eb('created_at', '<=', createdAfter),
            eb('seen_at', '<=', seenAfter),
            eb('created_at', '>', before),
            eb('seen_at', '>', before),
          ]),
        )
        .execute();
    },
  };
}
