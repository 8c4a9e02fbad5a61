import type { NotNull, Selectable } from 'kysely';
import type { Receipt } from '../../domain/receipt.ts';
import type { Receipts } from '../../ports/receipts.ts';
import type { Handles } from './database.ts';
import type { Tables } from './schema.ts';

export function createReceipts({ read, write }: Handles): Receipts {
  /** Of broadcasts, and where `reminders`, of what reminds of them. */
  const asking = (conversationId: string, { reminders }: { reminders: boolean }) =>
    read
      .selectFrom('deliveries as d')
      .innerJoin('broadcasts as b', 'b.id', 'd.broadcast_id')
      .select((eb) => [eb.fn.coalesce('d.reminds', 'd.id').as('id'), 'd.text', 'b.receipt_until as until'])
      .$narrowType<{ until: NotNull }>()
      .where('d.conversation_id', '=', conversationId)
      .where((eb) => eb.or([eb('d.kind', '=', 'broadcast'), ...(reminders ? [eb('d.reminds', 'is not', null)] : [])]))
      // The words may be there while a file still waits.
      .where((eb) => eb.or([eb('d.state', 'in', ['sending', 'sent', 'unknown']), eb('d.parts_sent', '>', 0)]));
  const ofBroadcast = (broadcastId: string) =>
    read
      .selectFrom('receipts as r')
      .innerJoin('deliveries as d', 'd.id', 'r.delivery_id')
      .where('d.broadcast_id', '=', broadcastId);

  return {
    async record({ deliveryId, kind, person, name, at, way = null }) {
      const { numInsertedOrUpdatedRows = 0n } = await write
        .insertInto('receipts')
        .values({ delivery_id: deliveryId, kind, person, name, at, way })
        .onConflict((conflict) => conflict.columns(['delivery_id', 'kind', 'person']).doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },

    async find({ deliveryId, kind, person }) {
      const row = await read
        .selectFrom('receipts')
        .selectAll()
        .where('delivery_id', '=', deliveryId)
        .where('kind', '=', kind)
        .where('person', '=', person)
        .executeTakeFirst();
      return row ? toReceipt(row) : null;
    },

    async isAcknowledgedIn(conversationId, broadcastId) {
      const row = await ofBroadcast(broadcastId)
        .select('r.person')
        .where('r.kind', '=', 'acknowledged')
        .where('r.person', 'in', (qb) =>
          qb
            .selectFrom('messages')
            .select('member_id')
            .where('conversation_id', '=', conversationId)
            .where('member_id', 'is not', null)
            .$castTo<{ member_id: string }>(),
        )
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },

    async countOf({ deliveryId, kind }) {
      const { count } = await read
        .selectFrom('receipts')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('delivery_id', '=', deliveryId)
        .where('kind', '=', kind)
        .executeTakeFirstOrThrow();
      return count;
    },

    async count(broadcastId) {
      const rows = await ofBroadcast(broadcastId)
        .select((eb) => ['r.delivery_id', 'r.kind', eb.fn.countAll<number>().as('count')])
        .groupBy(['r.delivery_id', 'r.kind'])
        .execute();
      return rows.map(({ delivery_id: deliveryId, kind, count }) => ({ deliveryId, kind, count }));
    },

    async list(broadcastId) {
      const rows = await ofBroadcast(broadcastId).selectAll('r').orderBy('r.at').orderBy('r.person').execute();
      return rows.map(toReceipt);
    },

    async listAskingAs(conversationId, platformMessageIds) {
      if (platformMessageIds.length === 0) return [];
      return asking(conversationId, { reminders: false })
        .where('d.platform_message_id', 'in', platformMessageIds)
        .where('b.receipt_until', 'is not', null)
        .orderBy('d.seq')
        .execute();
    },

    async listAsking(conversationId, since) {
      return asking(conversationId, { reminders: true })
        .where('b.receipt_until', '>=', since)
        .orderBy((eb) => eb.fn.coalesce('d.sent_at', 'd.not_before'), 'desc')
        .orderBy('d.seq', 'desc')
        .execute();
    },
  };
}

function toReceipt(row: Selectable<Tables['receipts']>): Receipt {
  const { delivery_id: deliveryId, kind, person, name, at, way } = row;
  return { deliveryId, kind, person, name, at, ...(way === null ? {} : { way }) };
}
