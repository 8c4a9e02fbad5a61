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
  const candidates = await inOrder({ db, engine }, () => findConversations(db, lease, options));
  if (candidates.length === 0) return [];
  const conversations = engine === 'postgres' ? await lockConversations(db, candidates) : candidates;
  if (conversations.length === 0) return [];
  return takeDue(db, lease, { ...options, conversations });
}

/** Rows that are looked at for each conversation wanted: few groups have more waiting. */
const rowsEach = 20;
/** Replies first. In the words of the index `deliveries_order`. */
const classOf = sql<number>`case when d.kind = 'reply' then 0 else 1 end`;
/** Not to be found by the index of states, which has all that wait in no order. */
const isWaiting = sql<boolean>`d.state || '' = 'pending'`;

/** Conversations of the first rows that wait, in the order of what they wait for. */
async function findConversations(db: Db, lease: Lease, { limit, channels, files }: ClaimOptions): Promise<string[]> {
  const first = db
    .selectFrom('deliveries as d')
    .select(['d.conversation_id', 'd.seq', classOf.as('class')])
    .where(isWaiting)
    .where((eb) => isInTurn(eb, { now: lease.now, files }))
    // Looked up one by one: yesterday's statistics know of hardly any that wait, and a join planned on them takes seconds.
    .where(
      (eb) => eb.selectFrom('conversations as c').select('c.channel').whereRef('c.id', '=', 'd.conversation_id'),
      'in',
      channels,
    )
    .where((eb) => eb.not(inOtherHands(eb, lease)))
    .orderBy(classOf)
    .orderBy('d.seq')
    .limit(limit * rowsEach);
  const rows = await db
    .selectFrom(first.as('d'))
    .select('d.conversation_id')
    .groupBy('d.conversation_id')
    .orderBy((eb) => eb.fn.min('d.class'))
    .orderBy((eb) => eb.fn.min('d.seq'))
    .limit(limit)
    .execute();
  return rows.map((row) => row.conversation_id);
}

/**
 * By its statistics PostgreSQL may read and sort all that wait; without sorting only the index of their order is left.
 * The price it puts on the little that is sorted anyway would make it compile the query, which takes a second.
 */
async function inOrder<T>({ db, engine }: { db: Db; engine: Engine }, find: () => Promise<T>): Promise<T> {
  if (engine !== 'postgres') return find();
  await sql`select set_config('enable_sort', 'off', true), set_config('jit', 'off', true)`.execute(db);
  const found = await find();
  await sql`set local enable_sort to on`.execute(db);
  return found;
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
          openSince: row.tried_at,
          to: ref,
          muted: to.muted === 1,
          left: to.left_at !== null,
          cancelled: (broadcast?.cancelled_at ?? null) !== null,
          asksReceipt: row.kind === 'reminder' ? row.reminds !== null : (broadcast?.receipt_until ?? null) !== null,
          // A reminder is not: it disturbs nobody.
          urgent: row.kind === 'broadcast' && (broadcast?.urgent ?? null) !== null,
          keepsQuiet: broadcast?.keeps_quiet === 1,
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

type ClaimedBroadcast = {
  cancelled_at: number | null;
  receipt_until: number | null;
  urgent: string | null;
  keeps_quiet: number | null;
};

async function broadcastsOf(
  db: Db,
  rows: readonly { broadcast_id: string | null }[],
): Promise<ReadonlyMap<string | null, ClaimedBroadcast>> {
  const ids = [...new Set(rows.map((row) => row.broadcast_id))].filter((id) => id !== null);
  if (ids.length === 0) return new Map();
  const found = await db
    .selectFrom('broadcasts')
    .select(['id', 'cancelled_at', 'receipt_until', 'urgent', 'keeps_quiet'])
    .where('id', 'in', ids)
    .execute();
  return new Map(found.map((row) => [row.id, row]));
}

type Due = { now: number; files: boolean | undefined };

function isDue(eb: ExpressionBuilder<Waiting, 'd'>, due: Due) {
  return eb.and([eb('d.state', '=', 'pending'), isInTurn(eb, due)]);
}

/**
 * Of the kind wanted, its time has come, and no earlier reply waits for its next try or for who sends its kind. Whatever
 * is put back has a reason; what is only planned for the morning has none, and a question of the night is answered before.
 */
function isInTurn(eb: ExpressionBuilder<Waiting, 'd'>, { now, files }: Due) {
  const replyBefore = eb.exists(
    eb
      .selectFrom('deliveries as e')
      .select('e.seq')
      .whereRef('e.conversation_id', '=', 'd.conversation_id')
      .where('e.kind', '=', 'reply')
      .where('e.state', '=', 'pending')
      .where((eb) =>
        eb.or([
          eb.and([eb('e.not_before', '>', now), eb('e.reason', 'is not', null)]),
          ...(files === undefined
            ? []
            : [eb.and([eb('e.not_before', '<=', now), eb('e.file_id', files ? 'is' : 'is not', null)])]),
        ]),
      )
      .whereRef('e.seq', '<', 'd.seq'),
  );
  return eb.and([
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
