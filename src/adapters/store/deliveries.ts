import { sql, type UpdateObject } from 'kysely';
import type { DeliveryState } from '../../domain/delivery.ts';
import type { Deliveries } from '../../ports/deliveries.ts';
import { eachChunk, INSERT_ROWS } from './chunks.ts';
import { inTransaction, type Handles } from './database.ts';
import { claimDeliveries } from './delivery-claims.ts';
import { free, toDelivery, toRow } from './delivery-rows.ts';
import { recoverDeliveries } from './delivery-recovery.ts';
import type { Tables } from './schema.ts';

/** Greater than every character a key can hold. */
const LAST_CHARACTER = '\u{10FFFF}';

export function createDeliveries({ read, write, engine }: Handles): Deliveries {
  /** Fenced: only in the hands of this owner and from these states. */
  const move = async (
    { id, owner, from }: { id: string; owner: string; from: readonly DeliveryState[] },
    values: UpdateObject<Tables, 'deliveries'>,
    leaseAfter = Number.NEGATIVE_INFINITY,
  ): Promise<boolean> => {
    const query = write
      .updateTable('deliveries')
      .set(values)
      .where('id', '=', id)
      .where('lease_owner', '=', owner)
      .where('state', 'in', from);
    const fenced = Number.isFinite(leaseAfter) ? query.where('lease_until', '>', leaseAfter) : query;
    return (await fenced.executeTakeFirst()).numUpdatedRows === 1n;
  };

  return {
    add(deliveries, createdAt) {
      return inTransaction(write, async (db) => {
        let added = 0;
        await eachChunk(deliveries, INSERT_ROWS, async (chunk) => {
          const result = await db
            .insertInto('deliveries')
            .values(chunk.map((delivery) => toRow(delivery, createdAt)))
            .onConflict((conflict) => conflict.column('key').doNothing())
            .executeTakeFirst();
          added += Number(result.numInsertedOrUpdatedRows ?? 0n);
        });
        return added;
      });
    },

    claim(lease, of) {
      if (of.channels.length === 0 || of.limit < 1) return Promise.resolve([]);
      return inTransaction(write, (db) => claimDeliveries({ db, engine }, lease, of));
    },

    markSending: (id, owner, now) =>
      move({ id, owner, from: ['claimed'] }, { state: 'sending', attempts: sql`attempts + 1` }, now),

    markSent: (id, owner, { at, platformMessageId }) =>
      move(
        { id, owner, from: ['sending'] },
        { ...free, state: 'sent', sent_at: at, platform_message_id: platformMessageId, reason: null },
      ),

    markAllSent(owner, sent) {
      return inTransaction(write, async (db) => {
        for (const { id, at, platformMessageId } of sent) {
          await db
            .updateTable('deliveries')
            .set({ ...free, state: 'sent', sent_at: at, platform_message_id: platformMessageId, reason: null })
            .where('id', '=', id)
            .where('lease_owner', '=', owner)
            .where('state', 'in', ['claimed', 'sending'])
            .execute();
        }
      });
    },

    putBack: (id, owner, { notBefore, reason }) =>
      move({ id, owner, from: ['claimed', 'sending'] }, { ...free, state: 'pending', not_before: notBefore, reason }),

    end: (id, owner, { state, reason }) =>
      move({ id, owner, from: ['claimed', 'sending'] }, { ...free, state, reason }),

    recover(at) {
      return inTransaction(write, (db) => recoverDeliveries(db, at));
    },

    async find(id) {
      const row = await read.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toDelivery(row) : null;
    },

    async listByKey(keyPrefix) {
      const rows = await read
        .selectFrom('deliveries')
        .selectAll()
        .where('key', '>=', keyPrefix)
        .where('key', '<', keyPrefix + LAST_CHARACTER)
        .orderBy('key')
        .execute();
      return rows.map(toDelivery);
    },

    async countStates() {
      const rows = await read
        .selectFrom('deliveries')
        .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
        .groupBy('state')
        .execute();
      const counts = noneOfEach();
      for (const { state, count } of rows) counts[state] = count;
      return counts;
    },

    async countUnrequested(conversationId, since) {
      const { count } = await read
        .selectFrom('deliveries')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('conversation_id', '=', conversationId)
        .where('sent_at', '>=', since)
        .where('state', '=', 'sent')
        .where('kind', '!=', 'reply')
        .executeTakeFirstOrThrow();
      return count;
    },
  };
}

function noneOfEach(): Record<DeliveryState, number> {
  return { pending: 0, claimed: 0, sending: 0, sent: 0, failed: 0, unknown: 0, skipped: 0 };
}
