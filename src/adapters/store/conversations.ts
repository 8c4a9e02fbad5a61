import type { Selectable } from 'kysely';
import { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import type { Conversation, ConversationRef } from '../../domain/conversation.ts';
import type { Conversations } from '../../ports/conversations.ts';
import { inTransaction, type Db, type Handles } from './database.ts';
import { conversationId } from './ids.ts';
import type { Engine } from './migrations/migration.ts';
import type { Tables } from './schema.ts';

const Tags = z.array(z.string());

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
      const row = await read
        .selectFrom('conversations')
        .selectAll()
        .where('channel', '=', ref.channel)
        .where('kind', '=', ref.kind)
        .where('platform_id', '=', ref.platformId)
        .executeTakeFirst();
      return row ? toConversation(row) : null;
    },

    async list() {
      const rows = await read.selectFrom('conversations').selectAll().execute();
      return rows.map(toConversation).sort(byChannelAndTitle);
    },

    setEnrolled: (id, at) => change(id, { enrolled_at: at }),
    setMuted: (id, muted) => change(id, { muted: muted ? 1 : 0 }),
    setTags: (id, tags) => change(id, { tags: JSON.stringify(tags) }),
  };
}

/** Locks the conversation on PostgreSQL until the transaction ends, so that what follows is numbered in commit order. */
export async function ensureConversation(
  { db, engine }: { db: Db; engine: Engine },
  { ref, title, at }: { ref: ConversationRef; title: string | null; at: number },
): Promise<Conversation> {
  const id = conversationId(ref);
  const known = await lockConversation(db, engine, id);
  if (!known) {
    await addConversation(db, { id, ref, title, at });
    return ensureConversation({ db, engine }, { ref, title, at });
  }
  if (title === null || title === known.title) return known;
  await db.updateTable('conversations').set({ title }).where('id', '=', id).execute();
  return { ...known, title };
}

/** Holds back other writers of this conversation on PostgreSQL; on SQLite a writing transaction does so by itself. */
export async function lockConversation(db: Db, engine: Engine, id: string): Promise<Conversation | null> {
  const query = db.selectFrom('conversations').selectAll().where('id', '=', id);
  const row = await (engine === 'postgres' ? query.forNoKeyUpdate() : query).executeTakeFirst();
  return row ? toConversation(row) : null;
}

async function addConversation(
  db: Db,
  { id, ref, title, at }: { id: string; ref: ConversationRef; title: string | null; at: number },
): Promise<void> {
  await db
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
      created_at: at,
    })
    // Without a column: PostgreSQL may meet a writer at the same moment on either unique index.
    .onConflict((conflict) => conflict.doNothing())
    .execute();
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
    tags: Tags.parse(JSON.parse(row.tags)),
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
