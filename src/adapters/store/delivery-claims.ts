import { sql, type ExpressionBuilder } from 'kysely';
import type { ClaimedDelivery } from '../../ports/deliveries.ts';
import type { Lease } from '../../ports/messages.ts';
import type { Db } from './database.ts';
import { toDelivery } from './delivery-rows.ts';
import type { Engine } from './migrations/migration.ts';
import type { Tables } from './schema.ts';

export type ClaimOptions = { limit: number; channels: readonly string[] };

type Waiting = Tables & { d: Tables['deliveries'] };

/**
 * Takes due deliveries: conversations that wait for a reply first, then the oldest.
 *
 * Conversations are locked before their deliveries are read, so that two claimers never share one; SQLite has one
 * writer at a time anyway.
 */
export async function claimDeliveries(
  { db, engine }: { db: Db; engine: Engine },
  lease: Lease,
  options: ClaimOptions,
): Promise<ClaimedDelivery[]> {
  const candidates = await findConversations(db, lease, options);
  if (candidates.length === 0) return [];
  const conversations = engine === 'postgres' ? await lockConversations(db, candidates) : candidates;
  if (conversations.length === 0) return [];
  return takeDue(db, lease, { conversations, limit: options.limit });
}

async function findConversations(db: Db, lease: Lease, { limit, channels }: ClaimOptions): Promise<string[]> {
  const waiting = db
    .selectFrom('deliveries as d')
    .select((eb) => ['d.conversation_id', eb.fn.min('d.seq').as('first')])
    .select(sql<number>`min(case when d.kind = 'reply' then 0 else 1 end)`.as('class'))
    .where((eb) => isDue(eb, lease.now))
    .groupBy('d.conversation_id');
  const rows = await db
    .selectFrom(waiting.as('d'))
    .innerJoin('conversations as c', 'c.id', 'd.conversation_id')
    .select('d.conversation_id')
    .where('c.channel', 'in', channels)
    .where((eb) => eb.not(inOtherHands(eb, lease)))
    .orderBy('d.class')
    .orderBy('d.first')
    .limit(limit)
    .execute();
  return rows.map((row) => row.conversation_id);
}

/** Those another claimer has in hand right now are left to it. */
async function lockConversations(db: Db, candidates: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('conversation_leases')
    .select('conversation_id')
    .where('purpose', '=', 'outbox')
    .where('conversation_id', 'in', candidates)
    .orderBy('conversation_id')
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map((row) => row.conversation_id);
}

async function takeDue(
  db: Db,
  lease: Lease,
  { conversations, limit }: { conversations: readonly string[]; limit: number },
): Promise<ClaimedDelivery[]> {
  const rows = await db
    .updateTable('deliveries')
    .set({ state: 'claimed', lease_owner: lease.owner, lease_until: lease.now + lease.leaseMs })
    .where('seq', 'in', (qb) =>
      qb
        .selectFrom('deliveries as d')
        .select('d.seq')
        .where('d.conversation_id', 'in', conversations)
        .where((eb) => eb.and([isDue(eb, lease.now), eb.not(inOtherHands(eb, lease))]))
        .orderBy('d.seq')
        .limit(limit),
    )
    .returningAll()
    .execute();
  const targets = await db.selectFrom('conversations').selectAll().where('id', 'in', conversations).execute();
  const byId = new Map(targets.map((row) => [row.id, row]));

  return rows
    .sort((a, b) => a.seq - b.seq)
    .flatMap((row) => {
      const to = byId.get(row.conversation_id);
      if (!to) return [];
      const ref = { channel: to.channel, kind: to.kind, platformId: to.platform_id };
      return [{ ...toDelivery(row), to: ref, muted: to.muted === 1 }];
    });
}

/** Pending, its time has come, and no earlier reply waits for its next try. */
function isDue(eb: ExpressionBuilder<Waiting, 'd'>, now: number) {
  const replyBefore = eb.exists(
    eb
      .selectFrom('deliveries as e')
      .select('e.seq')
      .whereRef('e.conversation_id', '=', 'd.conversation_id')
      .where('e.kind', '=', 'reply')
      .where('e.state', '=', 'pending')
      .where('e.not_before', '>', now)
      .whereRef('e.seq', '<', 'd.seq'),
  );
  return eb.and([
    eb('d.state', '=', 'pending'),
    eb('d.not_before', '<=', now),
    eb.or([eb('d.kind', '!=', 'reply'), eb.not(replyBefore)]),
  ]);
}

/** Another owner, still alive as far as its lease tells, is sending to this conversation. */
function inOtherHands(eb: ExpressionBuilder<Tables & { d: { conversation_id: string } }, 'd'>, { owner, now }: Lease) {
  return eb.exists(
    eb
      .selectFrom('deliveries as o')
      .select('o.seq')
      .whereRef('o.conversation_id', '=', 'd.conversation_id')
      .where('o.state', 'in', ['claimed', 'sending'])
      .where('o.lease_owner', '!=', owner)
      .where('o.lease_until', '>', now),
  );
}
