import { sql } from 'kysely';
import type { Delivery } from '../../domain/delivery.ts';
import type { WaitingCopy } from '../../ports/deliveries.ts';
import { eachChunk, INSERT_ROWS } from './chunks.ts';
import type { Db } from './database.ts';
import { toDelivery } from './delivery-rows.ts';

/** Two questions, each with an index of its own: what was sent, and what may have arrived. */
export async function countUnrequestedOf(
  db: Db,
  conversationIds: readonly string[],
  since: number,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  await eachChunk(conversationIds, INSERT_ROWS, async (ids) => {
    const unrequested = db
      .selectFrom('deliveries')
      .select(['conversation_id', sql<string>`coalesce(merged_into, id)`.as('message')])
      .where('conversation_id', 'in', ids)
      .where('kind', '!=', 'reply');
    const sent = unrequested.where('sent_at', '>=', since).where('state', '=', 'sent');
    const perhaps = unrequested
      .where('state', 'in', ['sending', 'unknown'])
      .where((eb) => eb(eb.fn.coalesce('tried_at', 'not_before'), '>=', since));
    const rows = await db
      .selectFrom(sent.unionAll(perhaps).as('m'))
      .select((eb) => ['m.conversation_id', eb.fn.count<number>('m.message').distinct().as('count')])
      .groupBy('m.conversation_id')
      .execute();
    for (const { conversation_id: id, count } of rows) counts.set(id, count);
  });
  return counts;
}

export async function listSkipped(db: Db, from: number, until: number): Promise<Delivery[]> {
  const rows = await db
    .selectFrom('deliveries')
    .selectAll()
    .where('state', '=', 'skipped')
    .where('not_before', '>=', from)
    .where('not_before', '<', until)
    .where('kind', 'in', ['daily', 'broadcast'])
    .orderBy('not_before')
    .orderBy('seq')
    .execute();
  return rows.map(toDelivery);
}

export async function listWaiting(db: Db, conversationIds: readonly string[], until: number): Promise<WaitingCopy[]> {
  const waiting: WaitingCopy[] = [];
  await eachChunk(conversationIds, INSERT_ROWS, async (ids) => {
    const rows = await db
      .selectFrom('deliveries as d')
      .innerJoin('broadcasts as b', 'b.id', 'd.broadcast_id')
      .select(['d.conversation_id', 'd.text', 'd.not_before', 'b.receipt_until'])
      .where('d.conversation_id', 'in', ids)
      .where('d.kind', '=', 'broadcast')
      .where('d.state', '=', 'pending')
      .where('d.not_before', '<=', until)
      .where('d.attempts', '=', 0)
      .where('d.resends', '=', 0)
      .where('d.file_id', 'is', null)
      .where('b.urgent', 'is', null)
      .where('b.cancelled_at', 'is', null)
      .orderBy('d.seq')
      .execute();
    for (const row of rows) {
      const { conversation_id: conversationId, text, not_before: notBefore } = row;
      waiting.push({ conversationId, text, notBefore, asksReceipt: row.receipt_until !== null });
    }
  });
  return waiting;
}
