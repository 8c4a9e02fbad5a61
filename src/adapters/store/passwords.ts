import type { Passwords } from '../../ports/passwords.ts';
import type { Handles } from './database.ts';

export function createPasswords({ read, write }: Handles): Passwords {
  return {
    async any() {
      return (await read.selectFrom('passwords').select('user_id').limit(1).executeTakeFirst()) !== undefined;
    },

    async list() {
      const rows = await read.selectFrom('passwords').select(['user_id', 'must_change']).execute();
      return rows.map((row) => ({ userId: row.user_id, mustChange: row.must_change === 1 }));
    },

    async add({ userId, hash, mustChange, changedAt }) {
      const { numInsertedOrUpdatedRows = 0n } = await write
        .insertInto('passwords')
        .values({ user_id: userId, hash, must_change: Number(mustChange), changed_at: changedAt })
        .onConflict((conflict) => conflict.column('user_id').doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },

    async put({ userId, hash, mustChange, changedAt }) {
      const content = { hash, must_change: Number(mustChange), changed_at: changedAt };
      await write
        .insertInto('passwords')
        .values({ user_id: userId, ...content })
        .onConflict((conflict) => conflict.column('user_id').doUpdateSet(content))
        .execute();
    },

    async find(userId) {
      const row = await read.selectFrom('passwords').selectAll().where('user_id', '=', userId).executeTakeFirst();
      if (row === undefined) return null;
      return { userId: row.user_id, hash: row.hash, mustChange: row.must_change === 1, changedAt: row.changed_at };
    },
  };
}
