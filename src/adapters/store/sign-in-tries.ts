import type { SignInTries, TryLimit } from '../../ports/sign-in-tries.ts';
import { inTransaction, type Db, type Handles } from './database.ts';
import { FAR_AHEAD_MS } from './far-ahead.ts';

/** Undoes what was counted before the key that must wait. */
class Waits extends Error {
  readonly ms: number;

  constructor(ms: number) {
    super('there were too many tries');
    this.ms = ms;
  }
}

type At = { now: number; forgetBefore: number };

export function createSignInTries({ write }: Handles): SignInTries {
  return {
    async take(limits, at) {
      try {
        await inTransaction(write, async (db) => {
          for (const limit of limits) await takeOne(db, limit, at);
        });
        return 0;
      } catch (error) {
        if (error instanceof Waits) return error.ms;
        throw error;
      }
    },

    async forget(key) {
      await write.deleteFrom('sign_in_tries').where('key', '=', key).execute();
    },

    async giveBack(key) {
      await write
        .updateTable('sign_in_tries')
        .set((eb) => ({ tries: eb('tries', '-', 1), free_at: 0 }))
        .where('key', '=', key)
        .where('tries', '>', 0)
        .execute();
    },

    async forgetOld(before) {
      await write.deleteFrom('sign_in_tries').where('last_at', '<', before).execute();
    },
  };
}

/** The row is locked by the first statement: of two tries at once the second sees the wait of the first. */
async function takeOne(db: Db, { key, waitAfter }: TryLimit, { now, forgetBefore }: At): Promise<void> {
  const counted = await db
    .insertInto('sign_in_tries')
    .values({ key, tries: 1, last_at: now, free_at: now })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet((eb) => ({
          tries: eb
            .case()
            .when('sign_in_tries.last_at', '<', forgetBefore)
            .then(1)
            .else(eb('sign_in_tries.tries', '+', 1))
            .end(),
          last_at: now,
        }))
        .where((eb) =>
          eb.or([eb('sign_in_tries.free_at', '<=', now), eb('sign_in_tries.free_at', '>', now + FAR_AHEAD_MS)]),
        ),
    )
    .returning('tries')
    .executeTakeFirst();
  if (counted === undefined) throw new Waits(await waitOf(db, key, now));
  const freeAt = now + waitAfter(counted.tries);
  await db.updateTable('sign_in_tries').set({ free_at: freeAt }).where('key', '=', key).execute();
}

async function waitOf(db: Db, key: string, now: number): Promise<number> {
  const row = await db.selectFrom('sign_in_tries').select('free_at').where('key', '=', key).executeTakeFirst();
  return Math.max(1, (row?.free_at ?? now) - now);
}
