import { overdueReason } from '../../domain/delivery.ts';
import { sql, type RawBuilder, type SelectQueryBuilder, type UpdateObject } from 'kysely';
import type { Decidable, Decision } from '../../ports/deliveries.ts';
import type { Db } from './database.ts';
import type { Engine } from './migrations/migration.ts';
import type { Tables } from './schema.ts';

/** The state it must be in makes it happen once, whoever asks. */
export async function decideDelivery(
  db: Db,
  { id, from, decision }: { id: string; from: Decidable; decision: Decision },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('deliveries')
    .set(valuesOf(decision))
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

function valuesOf(decision: Decision): UpdateObject<Tables, 'deliveries'> {
  const { reason } = decision;
  if (decision.to === 'sent') {
    const { at, platformMessageId: id = null } = decision;
    return { state: 'sent', sent_at: at, reason, ...(id !== null && { platform_message_id: id }) };
  }
  if (decision.to !== 'pending' && decision.to !== 'rest') return { state: decision.to, reason };
  const waiting = { state: 'pending', reason, not_before: decision.notBefore, closes_at: decision.closesAt } as const;
  if (decision.to === 'rest') return { ...waiting, parts_sent: decision.partsSent, tried_at: null };
  return { ...waiting, resends: sql`resends + 1`, merged_into: null, tried_at: null };
}

/** What was tried may have been shown, also where it waits again. */
export async function supersede(db: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('deliveries')
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .where('attempts', '=', 0)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

export async function skipBroadcast(handle: SkipHandle, broadcastId: string, reason: string): Promise<number> {
  const waiting = handle.db.selectFrom('deliveries').select('seq').where('broadcast_id', '=', broadcastId);
  await skip(handle, waiting.where('kind', '=', 'reminder'), reason);
  return skip(handle, waiting.where('kind', '=', 'broadcast'), reason);
}

export async function skipOverdue(handle: SkipHandle, now: number): Promise<number> {
  const overdue = handle.db.selectFrom('deliveries').select('seq').where('closes_at', '<=', now);
  // What a group has half of is not left at that.
  const unsent = overdue.where('parts_sent', '=', 0);
  const inVain = await skip(handle, unsent.where(wasRefused), sql<string>`${`${overdueReason}：`} || reason`);
  return inVain + (await skip(handle, unsent, overdueReason));
}

/** As `overdueReasonOf` says it: with what stood against it when it was tried. */
const wasRefused = sql<boolean>`attempts > 0 and reason is not null`;

type SkipHandle = { db: Db; engine: Engine };
type Chosen = SelectQueryBuilder<Tables, 'deliveries', { seq: number }>;

/** On PostgreSQL rows that somebody takes at this moment are left out, so that neither waits for the other for ever. */
async function skip({ db, engine }: SkipHandle, chosen: Chosen, reason: string | RawBuilder<string>): Promise<number> {
  const waiting = chosen.where('state', '=', 'pending');
  const { numUpdatedRows } = await db
    .updateTable('deliveries')
    .set({ state: 'skipped', reason })
    .where('seq', 'in', engine === 'postgres' ? waiting.forUpdate().skipLocked() : waiting)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
