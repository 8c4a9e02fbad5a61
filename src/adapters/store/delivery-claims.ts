import { sql, type ExpressionBuilder, type Selectable } from 'kysely';
import type { ClaimedDelivery } from '../../ports/deliveries.ts';
import type { Lease } from '../../ports/messages.ts';
import type { Db } from './database.ts';
import { toDelivery } from './delivery-rows.ts';
import type { Engine } from './migrations/migration.ts';
import type { Tables } from './schema.ts';

export type ClaimOptions = { limit: number; channels: readonly string[]; files?: boolean };

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
  return takeDue(db, lease, { ...options, conversations });
}

async function findConversations(db: Db, lease: Lease, { limit, channels, files }: ClaimOptions): Promise<string[]> {
  const waiting = db
    .selectFrom('deliveries as d')
    .select((eb) => ['d.conversation_id', eb.fn.min('d.seq').as('first')])
    .select(sql<number>`min(case when d.kind = 'reply' then 0 else 1 end)`.as('class'))
    .where((eb) => isDue(eb, { now: lease.now, files }))
    .groupBy('d.conversation_id');
  const rows = await db
    .selectFrom(waiting.as('d'))
    .select('d.conversation_id')
    // Looked up one by one: yesterday's statistics know of hardly any that wait, and a join planned on them takes seconds.
    .where(
      (eb) => eb.selectFrom('conversations as c').select('c.channel').whereRef('c.id', '=', 'd.conversation_id'),
      'in',
      channels,
    )
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
  { conversations, limit, files }: ClaimOptions & { conversations: readonly string[] },
): Promise<ClaimedDelivery[]> {
  const taken = await db
    .updateTable('deliveries')
    .set({ state: 'claimed', lease_owner: lease.owner, lease_until: lease.now + lease.leaseMs })
    .where('seq', 'in', (qb) =>
      qb
        .selectFrom('deliveries as d')
        .select('d.seq')
        .where('d.conversation_id', 'in', conversations)
        .where((eb) => eb.and([isDue(eb, { now: lease.now, files }), eb.not(inOtherHands(eb, lease))]))
        .orderBy('d.seq')
        .limit(limit),
    )
    // Said again: PostgreSQL may have waited for somebody who skipped or moved the row, and asks only this once more.
    .where('state', '=', 'pending')
    .where('conversation_id', 'in', conversations)
    .returningAll()
    .execute();
  const rows = [...taken, ...(await takeCompanions(db, lease, taken))];
  const targets = await db.selectFrom('conversations').selectAll().where('id', 'in', conversations).execute();
  const byId = new Map(targets.map((row) => [row.id, row]));
  const broadcasts = await broadcastsOf(db, rows);

  return rows
    .sort((a, b) => a.seq - b.seq)
    .flatMap((row) => {
      const to = byId.get(row.conversation_id);
      if (!to) return [];
      const ref = { channel: to.channel, kind: to.kind, platformId: to.platform_id };
      const broadcast = broadcasts.get(row.broadcast_id);
      return [
        {
          ...toDelivery(row),
          to: ref,
          muted: to.muted === 1,
          left: to.left_at !== null,
          cancelled: (broadcast?.cancelled_at ?? null) !== null,
          asksReceipt: row.kind === 'reminder' ? row.reminds !== null : (broadcast?.receipt_until ?? null) !== null,
          // A reminder is not: it disturbs nobody.
          urgent: row.kind === 'broadcast' && (broadcast?.urgent ?? null) !== null,
        },
      ];
    });
}

/** The other broadcasts without a file that are due for the conversations of those taken; nobody else can take them now. */
async function takeCompanions(
  db: Db,
  lease: Lease,
  taken: readonly Selectable<Tables['deliveries']>[],
): Promise<Selectable<Tables['deliveries']>[]> {
  const broadcasts = taken.filter(({ kind, file_id: fileId }) => kind === 'broadcast' && fileId === null);
  if (broadcasts.length === 0) return [];
  return db
    .updateTable('deliveries')
    .set({ state: 'claimed', lease_owner: lease.owner, lease_until: lease.now + lease.leaseMs })
    .where('conversation_id', 'in', [...new Set(broadcasts.map((row) => row.conversation_id))])
    .where('kind', '=', 'broadcast')
    .where('file_id', 'is', null)
    .where('state', '=', 'pending')
    .where('not_before', '<=', lease.now)
    .returningAll()
    .execute();
}

type ClaimedBroadcast = { cancelled_at: number | null; receipt_until: number | null; urgent: string | null };

async function broadcastsOf(
  db: Db,
  rows: readonly { broadcast_id: string | null }[],
): Promise<ReadonlyMap<string | null, ClaimedBroadcast>> {
  const ids = [...new Set(rows.map((row) => row.broadcast_id))].filter((id) => id !== null);
  if (ids.length === 0) return new Map();
  const found = await db
    .selectFrom('broadcasts')
    .select(['id', 'cancelled_at', 'receipt_until', 'urgent'])
    .where('id', 'in', ids)
    .execute();
  return new Map(found.map((row) => [row.id, row]));
}

type Due = { now: number; files: boolean | undefined };

/** Pending, of the kind wanted, its time has come, and no earlier reply waits for its next try or for who sends its kind. */
function isDue(eb: ExpressionBuilder<Waiting, 'd'>, { now, files }: Due) {
  const replyBefore = eb.exists(
    eb
      .selectFrom('deliveries as e')
      .select('e.seq')
      .whereRef('e.conversation_id', '=', 'd.conversation_id')
      .where('e.kind', '=', 'reply')
      .where('e.state', '=', 'pending')
      .where((eb) =>
        files === undefined
          ? eb('e.not_before', '>', now)
          : eb.or([eb('e.not_before', '>', now), eb('e.file_id', files ? 'is' : 'is not', null)]),
      )
      .whereRef('e.seq', '<', 'd.seq'),
  );
  return eb.and([
    eb('d.state', '=', 'pending'),
    eb('d.not_before', '<=', now),
    ...(files === undefined ? [] : [eb('d.file_id', files ? 'is not' : 'is', null)]),
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
