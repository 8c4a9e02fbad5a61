import type { ExpressionBuilder } from 'kysely';
import type { Deliveries } from '../../ports/deliveries.ts';
import type { Db } from './database.ts';
import { free } from './delivery-rows.ts';
import { FAR_AHEAD_MS } from './far-ahead.ts';
import type { Tables } from './schema.ts';

type Recovery = Parameters<Deliveries['recover']>[0];

/** What was only claimed never left the house; what was being sent may have arrived. */
export async function recoverDeliveries(db: Db, recovery: Recovery): Promise<{ unknown: number }> {
  const abandoned = (eb: ExpressionBuilder<Tables, 'deliveries'>) =>
    recovery.all
      ? eb('lease_owner', 'is not', null)
      : eb.or([eb('lease_until', '<=', recovery.now), eb('lease_until', '>', recovery.now + FAR_AHEAD_MS)]);

  await db
    .updateTable('deliveries')
    .set({ ...free, state: 'pending' })
    .where('state', '=', 'claimed')
    .where(abandoned)
    .execute();
  if (recovery.idempotentChannels.length > 0) {
    await db
      .updateTable('deliveries')
      .set({ ...free, state: 'pending' })
      .where('state', '=', 'sending')
      .where(abandoned)
      .where('conversation_id', 'in', (qb) =>
        qb.selectFrom('conversations').select('id').where('channel', 'in', recovery.idempotentChannels),
      )
      .execute();
  }
  for (const { channel, since } of recovery.brieflyIdempotent ?? []) {
    await db
      .updateTable('deliveries')
      .set({ ...free, state: 'pending' })
      .where('state', '=', 'sending')
      .where('tried_at', '>=', since)
      .where(abandoned)
      .where('conversation_id', 'in', (qb) =>
        qb.selectFrom('conversations').select('id').where('channel', '=', channel),
      )
      .execute();
  }
  const { numUpdatedRows } = await db
    .updateTable('deliveries')
    .set({ ...free, state: 'unknown', reason: '发送途中程序中断，不知道对方收到没有' })
    .where('state', '=', 'sending')
    .where(abandoned)
    .executeTakeFirst();
  return { unknown: Number(numUpdatedRows) };
}
