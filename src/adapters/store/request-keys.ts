import type { RequestKeys } from '../../ports/request-keys.ts';
import type { Handles } from './database.ts';

export function createRequestKeys({ read, write }: Handles): RequestKeys {
  return {
    async claim({ userId, key, fingerprint, at }) {
      const { numInsertedOrUpdatedRows = 0n } = await write
        .insertInto('request_keys')
        .values({ user_id: userId, key, fingerprint, answer: null, at })
        .onConflict((conflict) => conflict.columns(['user_id', 'key']).doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },

    async setAnswer({ userId, key }, answer) {
      await write
        .updateTable('request_keys')
        .set({ answer })
        .where('user_id', '=', userId)
        .where('key', '=', key)
        .execute();
    },

    async find({ userId, key }) {
      const row = await read
        .selectFrom('request_keys')
        .select(['fingerprint', 'answer'])
        .where('user_id', '=', userId)
        .where('key', '=', key)
        .executeTakeFirst();
      if (row === undefined || row.answer === null) return null;
      return { userId, key, fingerprint: row.fingerprint, answer: row.answer };
    },

    async forget(before) {
      await write.deleteFrom('request_keys').where('at', '<', before).execute();
    },
  };
}
