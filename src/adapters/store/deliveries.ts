import { type ExpressionBuilder, sql, type UpdateObject } from 'kysely';
import { noDeliveries, type DeliveryState } from '../../domain/delivery.ts';
import type { Deliveries, DeliveryGroup } from '../../ports/deliveries.ts';
import { eachChunk, INSERT_ROWS } from './chunks.ts';
import { inTransaction, type Handles } from './database.ts';
import { countUnrequestedOf, listSkipped, listWaiting } from './delivery-burden.ts';
import { decideDelivery, skipBroadcast, skipOverdue, supersede } from './delivery-decisions.ts';
import { countOccurrences, countSent } from './delivery-counts.ts';
import { claimDeliveries } from './delivery-claims.ts';
import { mergeDeliveries } from './delivery-merges.ts';
import { free, LAST_CHARACTER, toDelivery, toRow } from './delivery-rows.ts';
import { rewriteBroadcast } from './delivery-texts.ts';
import { recoverDeliveries } from './delivery-recovery.ts';
import type { Tables } from './schema.ts';

export function createDeliveries({ read, write, engine }: Handles): Deliveries {
  /** Fenced: only in the hands of this owner and from these states; with all that the message being sent carries. */
  const move = async (
    { id, owner, from }: { id: string; owner: string; from: readonly DeliveryState[] },
    values: UpdateObject<Tables, 'deliveries'>,
    leaseAfter = Number.NEGATIVE_INFINITY,
  ): Promise<boolean> => {
    const query = write
      .updateTable('deliveries')
      .set(values)
      .where((eb) => eb.or([eb('id', '=', id), eb.and([eb('merged_into', '=', id), eb('state', '=', 'sending')])]))
      .where('lease_owner', '=', owner)
      .where('state', 'in', from);
    const fenced = Number.isFinite(leaseAfter) ? query.where('lease_until', '>', leaseAfter) : query;
    return (await fenced.executeTakeFirst()).numUpdatedRows > 0n;
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

    prolong: (id, owner, { now, until }) =>
      move({ id, owner, from: ['claimed', 'sending'] }, { lease_until: until }, now),

    markSending: (id, owner, now) =>
      move(
        { id, owner, from: ['claimed'] },
        { state: 'sending', attempts: sql`attempts + 1`, tried_at: sql`coalesce(tried_at, ${now})` },
        now,
      ),

    markMerged(of, owner, now) {
      return inTransaction(write, (db) => mergeDeliveries({ db, engine }, of, { owner, now }));
    },

    markSent: (id, owner, { at, platformMessageId }) =>
      move(
        { id, owner, from: ['sending'] },
        { ...free, state: 'sent', sent_at: at, platform_message_id: platformMessageId, reason: null },
      ),

    markPart: (id, owner, partsSent) =>
      move({ id, owner, from: ['sending'] }, { state: 'claimed', parts_sent: partsSent, tried_at: null }),

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

    putBack: (id, owner, { notBefore, reason, apart = false, untried = false }) =>
      move(
        { id, owner, from: ['claimed', 'sending'] },
        {
          ...free,
          state: 'pending',
          not_before: notBefore,
          reason,
          ...(apart ? { merged_into: null } : {}),
          ...(untried ? { tried_at: null } : {}),
        },
      ),

    putBackAll(ids, owner, { notBefore, reason }) {
      return inTransaction(write, (db) =>
        eachChunk(ids, INSERT_ROWS, async (chunk) => {
          await db
            .updateTable('deliveries')
            .set({ ...free, state: 'pending', not_before: notBefore, reason })
            .where('id', 'in', chunk)
            .where('lease_owner', '=', owner)
            .where('state', 'in', ['claimed', 'sending'])
            .execute();
        }),
      );
    },

    end: (id, owner, { state, reason }) =>
      move({ id, owner, from: ['claimed', 'sending'] }, { ...free, state, reason }),

    recover(at) {
      return inTransaction(write, (db) => recoverDeliveries(db, at));
    },

    skipOverdue: (now) => skipOverdue({ db: write, engine }, now),

    decide: (id, from, decision) => decideDelivery(write, { id, from, decision }),

    supersede: (id) => supersede(write, id),

    skipBroadcast(broadcastId, reason) {
      return inTransaction(write, (db) => skipBroadcast({ db, engine }, broadcastId, reason));
    },

    rewrite(broadcastId, texts) {
      return inTransaction(write, (db) => rewriteBroadcast({ db, engine }, broadcastId, texts));
    },

    async find(id) {
      const row = await read.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toDelivery(row) : null;
    },

    async listByPlatformMessage(conversationId, platformMessageId) {
      const rows = await read
        .selectFrom('deliveries')
        .selectAll()
        .where('conversation_id', '=', conversationId)
        .where('platform_message_id', '=', platformMessageId)
        .orderBy('seq', 'desc')
        .execute();
      return rows.map(toDelivery);
    },

    async listOf(broadcastId) {
      const rows = await read
        .selectFrom('deliveries')
        .selectAll()
        .where('broadcast_id', '=', broadcastId)
        .where('kind', '=', 'broadcast')
        .orderBy('seq')
        .execute();
      return rows.map(toDelivery);
    },

    async page(of, { state, after, limit }) {
      const rows = await read
        .selectFrom('deliveries')
        .selectAll()
        .where((eb) => eb.and([...isOf(eb, of), ...(state === null ? [] : [eb('state', '=', state)])]))
        .where('seq', '>', after)
        .orderBy('seq')
        .limit(limit + 1)
        .execute();
      const shown = rows.slice(0, limit);
      return { deliveries: shown.map(toDelivery), next: rows.length > limit ? (shown.at(-1)?.seq ?? null) : null };
    },

    async listUnarrived(keyPrefix, since) {
      const rows = await read
        .selectFrom('deliveries')
        .selectAll()
        // In the words of the index `deliveries_unarrived`: only then is it used.
        .where(sql<boolean>`state in ('failed', 'unknown', 'skipped')`)
        .where('created_at', '>=', since)
        .where((eb) => eb.and(isOf(eb, { keyPrefix })))
        .orderBy('seq')
        .execute();
      return rows.map(toDelivery);
    },

    async listDue(channels, now) {
      if (channels.length === 0) return [];
      const rows = await read
        .selectFrom('deliveries as d')
        .innerJoin('conversations as c', 'c.id', 'd.conversation_id')
        .selectAll('d')
        .where('c.channel', 'in', channels)
        .where('d.state', '=', 'pending')
        .where('d.not_before', '<=', now)
        .where((eb) => eb.or([eb('d.closes_at', 'is', null), eb('d.closes_at', '>', now)]))
        .orderBy('d.not_before')
        .orderBy('d.seq')
        .execute();
      return rows.map(toDelivery);
    },

    async listUnknown(limit) {
      const rows = await read
        .selectFrom('deliveries')
        .selectAll()
        .where('state', '=', 'unknown')
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map(toDelivery);
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

    async listKeys(keyPrefix) {
      const rows = await read
        .selectFrom('deliveries')
        .select('key')
        .where('key', '>=', keyPrefix)
        .where('key', '<', keyPrefix + LAST_CHARACTER)
        .orderBy('key')
        .execute();
      return rows.map(({ key }) => key);
    },

    async countStates(of) {
      const rows = await read
        .selectFrom('deliveries')
        .$if(of !== undefined, (query) =>
          query.where('broadcast_id', '=', of?.broadcastId ?? '').where('kind', '=', 'broadcast'),
        )
        .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
        .groupBy('state')
        .execute();
      return { ...noDeliveries, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) };
    },

    countOccurrences: (of) => countOccurrences(read, of),
    listSkipped: (from, until) => listSkipped(read, from, until),
    listWaiting: (conversationIds, until) => listWaiting(read, conversationIds, until),

    async countUnrequested(conversationId, since) {
      return (await countUnrequestedOf(read, [conversationId], since)).get(conversationId) ?? 0;
    },

    countUnrequestedOf: (conversationIds, since) => countUnrequestedOf(read, conversationIds, since),

    countSent: (since) => countSent(read, since),
  };
}

function isOf(eb: ExpressionBuilder<Tables, 'deliveries'>, of: DeliveryGroup) {
  if ('broadcastId' in of) return [eb('broadcast_id', '=', of.broadcastId), eb('kind', '=', 'broadcast')];
  return [eb('key', '>=', of.keyPrefix), eb('key', '<', of.keyPrefix + LAST_CHARACTER)];
}
