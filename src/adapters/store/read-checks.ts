import type { NotNull } from 'kysely';
import type { DueReadCheck, ReadChecks } from '../../ports/read-checks.ts';
import { type Db, type Handles, inTransaction } from './database.ts';

/** So many are put down at a time; the others follow. */
const notedAtOnce = 500;

export function createReadChecks({ read, write }: Handles): ReadChecks {
  return {
    async note({ channel, since, firstMs }) {
      const missing = await findMissing(read, { channel, since });
      if (missing.length === 0) return;
      await write
        .insertInto('read_checks')
        .values(missing.map(({ id, sent_at }) => ({ delivery_id: id, next_at: sent_at + firstMs })))
        .onConflict((conflict) => conflict.column('delivery_id').doNothing())
        .execute();
    },

    async claim({ until, ...of }) {
      if (of.channels.length === 0 || (await findDue(read, of)).length === 0) return [];
      return inTransaction(write, async (db) => {
        const claimed: DueReadCheck[] = [];
        for (const { nextAt, ...due } of await findDue(db, of))
          if (await take(db, { deliveryId: due.deliveryId, nextAt, until })) claimed.push({ ...due, heldUntil: until });
        return claimed;
      });
    },

    async setNext({ deliveryId, heldUntil }, nextAt) {
      await write
        .updateTable('read_checks')
        .set({ next_at: nextAt })
        .where('delivery_id', '=', deliveryId)
        .where('next_at', '=', heldUntil)
        .execute();
    },
  };
}

function findMissing(db: Db, { channel, since }: { channel: string; since: number }) {
  return db
    .selectFrom('broadcasts as b')
    .innerJoin('deliveries as d', 'd.broadcast_id', 'b.id')
    .innerJoin('conversations as c', 'c.id', 'd.conversation_id')
    .leftJoin('read_checks as r', 'r.delivery_id', 'd.id')
    .select(['d.id', 'd.sent_at'])
    .$narrowType<{ sent_at: NotNull }>()
    .where('b.receipt_until', '>=', since)
    .where('d.kind', '=', 'broadcast')
    .where('d.state', '=', 'sent')
    .where('d.sent_at', '>=', since)
    .where('d.platform_message_id', 'is not', null)
    .where('c.channel', '=', channel)
    .where('c.kind', '=', 'group')
    .where('r.delivery_id', 'is', null)
    .orderBy('d.seq')
    .limit(notedAtOnce)
    .execute();
}

type Due = Omit<DueReadCheck, 'heldUntil'> & { nextAt: number };

async function findDue(
  db: Db,
  { now, limit, channels }: { now: number; limit: number; channels: readonly string[] },
): Promise<Due[]> {
  const rows = await db
    .selectFrom('read_checks as r')
    .innerJoin('deliveries as d', 'd.id', 'r.delivery_id')
    .innerJoin('conversations as c', 'c.id', 'd.conversation_id')
    .select(['d.id', 'd.conversation_id', 'd.platform_message_id', 'd.sent_at', 'r.next_at'])
    .select(['c.channel', 'c.kind', 'c.platform_id'])
    .$narrowType<{ platform_message_id: NotNull; sent_at: NotNull; next_at: NotNull }>()
    .where('r.next_at', '<=', now)
    .where('d.state', '=', 'sent')
    .where('d.sent_at', 'is not', null)
    .where('d.platform_message_id', 'is not', null)
    .where('c.channel', 'in', channels)
    .orderBy('r.next_at')
    .orderBy('r.delivery_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    deliveryId: row.id,
    conversationId: row.conversation_id,
    to: { channel: row.channel, kind: row.kind, platformId: row.platform_id },
    platformMessageId: row.platform_message_id,
    sentAt: row.sent_at,
    nextAt: row.next_at,
  }));
}

/** False when another worker was first: both have read it, and one has moved it. */
async function take(
  db: Db,
  { deliveryId, nextAt, until }: { deliveryId: string; nextAt: number; until: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('read_checks')
    .set({ next_at: until })
    .where('delivery_id', '=', deliveryId)
    .where('next_at', '=', nextAt)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
