import { sql, type Expression, type ExpressionBuilder, type Selectable, type SqlBool } from 'kysely';
import { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import type { Conversation, ConversationRef } from '../../domain/conversation.ts';
import type { DeliveryState } from '../../domain/delivery.ts';
import type { Conversations } from '../../ports/conversations.ts';
import { inTransaction, type Db, type Handles } from './database.ts';
import { countChannels, countGroups, countTags, pageGroups } from './group-pages.ts';
import { groupId, newDirectId } from './ids.ts';
import type { Engine } from './migrations/migration.ts';
import type { Tables } from './schema.ts';

const Names = z.array(z.string());

export function createConversations({ read, write, engine, now }: Handles): Conversations {
  const change = async (id: string, values: Partial<Tables['conversations']>): Promise<void> => {
    const { numUpdatedRows } = await write
      .updateTable('conversations')
      .set(values)
      .where('id', '=', id)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new AppError('record/not-found', `没有这个群或私聊：${id}。`);
  };

  return {
    ensure(ref, title) {
      return inTransaction(write, (db) => ensureConversation({ db, engine }, { ref, title, at: now() }));
    },

    async find(id) {
      const row = await read.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toConversation(row) : null;
    },

    async findByRef(ref) {
      const row = await read.selectFrom('conversations').selectAll().where(matches(ref)).executeTakeFirst();
      return row ? toConversation(row) : null;
    },

    async list() {
      const rows = await read.selectFrom('conversations').selectAll().execute();
      return rows.map(toConversation).sort(byChannelAndTitle);
    },

    async listEnrolled() {
      const rows = await read
        .selectFrom('conversations')
        .selectAll()
        .where('kind', '=', 'group')
        .where('enrolled_at', 'is not', null)
        .where('left_at', 'is', null)
        .execute();
      return rows.map(toConversation).sort(byChannelAndTitle);
    },

    pageGroups: async (filter, at) => (await pageGroups(read, filter, at)).map(toConversation),
    countGroups: (filter) => countGroups(read, filter),
    countTags: () => countTags(read),
    countChannels: () => countChannels(read),

    setEnrolled: (id, at) => change(id, { enrolled_at: at }),
    setMuted: (id, muted) => change(id, { muted: muted ? 1 : 0 }),
    setTags: (id, tags) => change(id, { tags: JSON.stringify(tags) }),
    async setLeft(ref, at) {
      await write.updateTable('conversations').set({ left_at: at }).where(matches(ref)).execute();
    },

    move: (from, to, at) => inTransaction(write, (db) => moveConversation(db, { from, to, at })),

    setOrganization: (id, organizationId) => change(id, { organization_id: organizationId }),
    setCollections: (id, names) => change(id, { collections: names === null ? null : JSON.stringify(names) }),
  };
}

/** Locks the conversation on PostgreSQL until the transaction ends, so that what follows is numbered in commit order. */
export async function ensureConversation(
  { db, engine }: { db: Db; engine: Engine },
  { ref, title, at }: { ref: ConversationRef; title: string | null; at: number },
): Promise<Conversation> {
  const known = await lockWhere({ db, engine }, matches(ref));
  if (!known) {
    await addConversation(db, { id: await freeId(db, ref), ref, title, at });
    return ensureConversation({ db, engine }, { ref, title, at });
  }
  const isBack = known.leftAt !== null;
  if (!isBack && (title === null || title === known.title)) return known;
  const values = { title: title ?? known.title, left_at: null };
  await db.updateTable('conversations').set(values).where('id', '=', known.id).execute();
  return { ...known, title: values.title, leftAt: null };
}

/** A group has the id that its ref gives, unless a conversation that has moved on from this ref keeps it. */
async function freeId(db: Db, { channel, kind, platformId }: ConversationRef): Promise<string> {
  if (kind === 'direct') return newDirectId();
  const id = groupId(channel, platformId);
  const row = await db.selectFrom('conversations').select('platform_id').where('id', '=', id).executeTakeFirst();
  // Another writer may have added this very one meanwhile.
  return row === undefined || row.platform_id === platformId ? id : groupId(channel, `${platformId}/again`);
}

/** Holds back other writers of this conversation on PostgreSQL; on SQLite a writing transaction does so by itself. */
export function lockConversation(db: Db, engine: Engine, id: string): Promise<Conversation | null> {
  return lockWhere({ db, engine }, (eb) => eb('id', '=', id));
}

type Condition = (eb: ExpressionBuilder<Tables, 'conversations'>) => Expression<SqlBool>;

async function lockWhere(
  { db, engine }: { db: Db; engine: Engine },
  condition: Condition,
): Promise<Conversation | null> {
  const query = db.selectFrom('conversations').selectAll().where(condition);
  const row = await (engine === 'postgres' ? query.forNoKeyUpdate() : query).executeTakeFirst();
  return row ? toConversation(row) : null;
}

function matches({ channel, kind, platformId }: ConversationRef): Condition {
  return (eb) => eb.and({ channel, kind, platform_id: platformId });
}

async function moveConversation(
  db: Db,
  { from, to, at }: { from: ConversationRef; to: ConversationRef; at: number },
): Promise<void> {
  const old = await db.selectFrom('conversations').selectAll().where(matches(from)).executeTakeFirst();
  if (!old) return;
  const target = await db.selectFrom('conversations').select('id').where(matches(to)).executeTakeFirst();
  if (!target) {
    const values = { channel: to.channel, kind: to.kind, platform_id: to.platformId, left_at: null };
    await db.updateTable('conversations').set(values).where('id', '=', old.id).execute();
    return;
  }
  const { enrolled_at, muted, tags, collections, organization_id } = old;
  const settings = { enrolled_at, muted, tags, collections, organization_id, left_at: null };
  await db.updateTable('conversations').set(settings).where('id', '=', target.id).execute();
  await skipTwins(db, old.id, target.id);
  await moveDeliveries(db, old.id, target.id);
  await db.updateTable('conversations').set({ left_at: at, enrolled_at: null }).where('id', '=', old.id).execute();
}

/** Both were planned for while nobody knew that they are one group: what one of them had or will have, the other does not get. */
async function skipTwins(db: Db, old: string, target: string): Promise<void> {
  const reason = '这个群换了编号，同一条不再发第二次';
  for (const [of, twin] of [
    [target, old],
    [old, target],
  ] as const) {
    await db
      .updateTable('deliveries')
      .set({ state: 'skipped', reason })
      .where('conversation_id', '=', of)
      .where('state', '=', 'pending')
      .where('kind', '!=', 'reply')
      .where('key', 'in', twinsOf(db, { twin, of }, of === old ? [...arrived, 'pending'] : arrived))
      .execute();
  }
}

/**
 * What was sent, may have been or is in somebody's hands belongs to the group as much as what waits: it is acknowledged
 * there, and goes there when it comes back. Only what is in hand and has a twin there stays behind, to be sent no more.
 */
async function moveDeliveries(db: Db, old: string, target: string): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ conversation_id: target })
    .where('conversation_id', '=', old)
    .where('state', 'not in', ['skipped', 'failed'])
    .where((eb) =>
      eb.or([
        eb('state', 'not in', ['claimed', 'sending']),
        eb('kind', '=', 'reply'),
        eb('key', 'not in', twinsOf(db, { twin: target, of: old }, arrived)),
      ]),
    )
    .execute();
}

const arrived = ['claimed', 'sending', 'sent', 'unknown'] as const;

/** The keys of `of` whose delivery for `twin` is in one of these states. */
function twinsOf(db: Db, { twin, of }: { twin: string; of: string }, states: readonly DeliveryState[]) {
  return db
    .selectFrom('deliveries as t')
    .select(sql<string>`replace(t.key, ${twin}, ${of})`.as('key'))
    .where('t.conversation_id', '=', twin)
    .where('t.state', 'in', states);
}

/** Nothing when another writer was first. */
async function addConversation(
  db: Db,
  { id, ref, title, at }: { id: string; ref: ConversationRef; title: string | null; at: number },
): Promise<void> {
  const added = await db
    .insertInto('conversations')
    .values({
      id,
      channel: ref.channel,
      kind: ref.kind,
      platform_id: ref.platformId,
      title,
      enrolled_at: null,
      muted: 0,
      tags: '[]',
      collections: null,
      left_at: null,
      created_at: at,
      organization_id: null,
    })
    // Without a column: PostgreSQL may meet a writer at the same moment on either unique index.
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (added === undefined) return;
  await db
    .insertInto('conversation_leases')
    .values([
      { conversation_id: id, purpose: 'inbox', owner: null, lease_until: 0 },
      { conversation_id: id, purpose: 'outbox', owner: null, lease_until: 0 },
    ])
    .onConflict((conflict) => conflict.columns(['conversation_id', 'purpose']).doNothing())
    .execute();
}

export function toConversation(row: Selectable<Tables['conversations']>): Conversation {
  return {
    id: row.id,
    channel: row.channel,
    kind: row.kind,
    platformId: row.platform_id,
    title: row.title,
    enrolledAt: row.enrolled_at,
    muted: row.muted === 1,
    tags: Names.parse(JSON.parse(row.tags)),
    collections: row.collections === null ? null : Names.parse(JSON.parse(row.collections)),
    organizationId: row.organization_id,
    leftAt: row.left_at,
    createdAt: row.created_at,
  };
}

/** Without a title last; the id settles the rest. */
function byChannelAndTitle(a: Conversation, b: Conversation): number {
  return (
    compare(a.channel, b.channel) ||
    Number(a.title === null) - Number(b.title === null) ||
    compare(a.title ?? '', b.title ?? '') ||
    compare(a.id, b.id)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
