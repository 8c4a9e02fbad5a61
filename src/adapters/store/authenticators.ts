import type { Authenticators } from '../../ports/authenticators.ts';
import { type Handles, inTransaction } from './database.ts';

export function createAuthenticators({ read, write }: Handles): Authenticators {
  return {
    async begin({ userId, secret, at }) {
      const content = { secret, created_at: at, confirmed_at: null, last_step: 0 };
      const { numInsertedOrUpdatedRows = 0n } = await write
        .insertInto('authenticators')
        .values({ user_id: userId, ...content })
        .onConflict((conflict) =>
          conflict.column('user_id').doUpdateSet(content).where('authenticators.confirmed_at', 'is', null),
        )
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },

    async find(userId) {
      const row = await read.selectFrom('authenticators').selectAll().where('user_id', '=', userId).executeTakeFirst();
      if (row === undefined) return null;
      const { secret, created_at: createdAt, confirmed_at: confirmedAt, last_step: lastStep } = row;
      return { userId, secret, createdAt, confirmedAt, lastStep };
    },

    async confirm({ userId, secret, step, at }) {
      const { numUpdatedRows } = await write
        .updateTable('authenticators')
        .set({ confirmed_at: at, last_step: step })
        .where('user_id', '=', userId)
        .where('secret', '=', secret)
        .where('confirmed_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async take(userId, step) {
      const { numUpdatedRows } = await write
        .updateTable('authenticators')
        .set({ last_step: step })
        .where('user_id', '=', userId)
        .where('confirmed_at', 'is not', null)
        .where('last_step', '<', step)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    remove(userId) {
      return inTransaction(write, async (db) => {
        await db.deleteFrom('recovery_codes').where('user_id', '=', userId).execute();
        const { numDeletedRows } = await db
          .deleteFrom('authenticators')
          .where('user_id', '=', userId)
          .executeTakeFirst();
        return numDeletedRows === 1n;
      });
    },

    async confirmed() {
      const query = read.selectFrom('authenticators').select('user_id').where('confirmed_at', 'is not', null);
      return (await query.execute()).map((row) => row.user_id);
    },

    putRecoveryCodes(userId, hashes) {
      return inTransaction(write, async (db) => {
        await db.deleteFrom('recovery_codes').where('user_id', '=', userId).execute();
        if (hashes.length === 0) return;
        await db
          .insertInto('recovery_codes')
          .values(hashes.map((hash) => ({ user_id: userId, hash })))
          .execute();
      });
    },

    async takeRecoveryCode(userId, hash) {
      const { numDeletedRows } = await write
        .deleteFrom('recovery_codes')
        .where('user_id', '=', userId)
        .where('hash', '=', hash)
        .executeTakeFirst();
      return numDeletedRows === 1n;
    },

    async countRecoveryCodes(userId) {
      const { count } = await read
        .selectFrom('recovery_codes')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('user_id', '=', userId)
        .executeTakeFirstOrThrow();
      return Number(count);
    },
  };
}
