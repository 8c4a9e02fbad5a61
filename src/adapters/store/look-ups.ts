import type { LookUps, DueLookUp } from '../../ports/look-ups.ts';
import { inTransaction, type Db, type Handles } from './database.ts';

export function createLookUps({ read, write }: Handles): LookUps {
  return {
    async put({ deliveryId, key, sentAt, nextAt }) {
      const values = { key, sent_at: sentAt, next_at: nextAt };
      await write
        .insertInto('look_ups')
        .values({ delivery_id: deliveryId, ...values })
        .onConflict((conflict) => conflict.column('delivery_id').doUpdateSet(values))
        .execute();
    },

    async find(deliveryId) {
      const row = await read
        .selectFrom('look_ups')
        .selectAll()
        .where('delivery_id', '=', deliveryId)
        .executeTakeFirst();
      return row === undefined
        ? null
        : { deliveryId: row.delivery_id, key: row.key, sentAt: row.sent_at, nextAt: row.next_at };
    },

    claim({ until, ...of }) {
      if (of.channels.length === 0) return Promise.resolve([]);
      return inTransaction(write, async (db) => {
        const claimed: DueLookUp[] = [];
        for (const due of await findDue(db, of)) if (await take(db, due, until)) claimed.push(due);
        return claimed;
      });
    },

    async setNext({ deliveryId, key }, nextAt) {
      await write
        .updateTable('look_ups')
        .set({ next_at: nextAt })
        .where('delivery_id', '=', deliveryId)
        .where('key', '=', key)
        .execute();
    },
  };
}

async function findDue(
  db: Db,
  { now, limit, channels }: { now: number; limit: number; channels: readonly string[] },
): Promise<DueLookUp[]> {
  const rows = await db
    .selectFrom('look_ups as l')
    .innerJoin('deliveries as d', 'd.id', 'l.delivery_id')
    .innerJoin('conversations as c', 'c.id', 'd.conversation_id')
    .selectAll('l')
    .select(['d.state', 'd.conversation_id', 'c.channel', 'c.kind', 'c.platform_id', 'c.title'])
    .where('l.next_at', '<=', now)
    .where('d.state', 'in', ['sent', 'unknown'])
    .where('c.channel', 'in', channels)
    .orderBy('l.next_at')
    .orderBy('l.delivery_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    deliveryId: row.delivery_id,
    key: row.key,
    sentAt: row.sent_at,
    nextAt: row.next_at,
    state: row.state === 'sent' ? 'sent' : 'unknown',
    conversationId: row.conversation_id,
    to: { channel: row.channel, kind: row.kind, platformId: row.platform_id },
    title: row.title,
  }));
}

/** False when another worker was first: both have read it, and one has moved it. */
async function take(db: Db, { deliveryId, nextAt }: DueLookUp, until: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('look_ups')
    .set({ next_at: until })
    .where('delivery_id', '=', deliveryId)
    .where('next_at', '=', nextAt)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
