import type { Leases } from '../../ports/leases.ts';
import type { Handles } from './database.ts';
import { FAR_AHEAD_MS } from './far-ahead.ts';

/** Greater than every character a name can hold. */
const LAST_CHARACTER = '\u{10FFFF}';

export function createLeases({ write }: Handles): Leases {
  return {
    async take(name, { owner, now, leaseMs }) {
      const row = await write
        .insertInto('leases')
        .values({ name, owner, lease_until: now + leaseMs })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet({ owner, lease_until: now + leaseMs })
            .where((eb) =>
              eb.or([
                eb('leases.owner', '=', owner),
                eb('leases.owner', 'is', null),
                eb('leases.lease_until', '<=', now),
                eb('leases.lease_until', '>', now + FAR_AHEAD_MS),
              ]),
            ),
        )
        .returning('name')
        .executeTakeFirst();
      return row !== undefined;
    },

    async releaseAll(prefix) {
      await write
        .updateTable('leases')
        .set({ owner: null, lease_until: 0 })
        .where('name', '>=', prefix)
        .where('name', '<', prefix + LAST_CHARACTER)
        .execute();
    },

    async release(name, owner) {
      await write
        .updateTable('leases')
        .set({ owner: null, lease_until: 0 })
        .where('name', '=', name)
        .where('owner', '=', owner)
        .execute();
    },
  };
}
