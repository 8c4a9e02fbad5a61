import { AppError } from '../../base/errors.ts';
import type { InboundMessage } from '../../domain/message.ts';
import type { Messages } from '../../ports/messages.ts';
import { ensureConversation, lockConversation } from './conversations.ts';
import { inTransaction, type Db, type Handles } from './database.ts';
import { createConversationLeases } from './conversation-leases.ts';
import { toButtons, toButtonsColumn } from './entry-buttons.ts';
import { toFileColumns } from './file-columns.ts';
import { ensureMember } from './members.ts';
import { createScrubs } from './scrubs.ts';
import { selectHistory, selectMessages, toHistoryEntry, toMessage } from './message-rows.ts';

export function createMessages(handles: Handles): Messages {
  const { read, write, engine } = handles;

  return {
    ...createConversationLeases(handles),
    ...createScrubs(handles),

    accept(message, receivedAt) {
      return inTransaction(write, async (db) => {
        const { conversation: ref } = message;
        const { id: conversationId } = await ensureConversation(
          { db, engine },
          { ref, title: ref.title, at: receivedAt },
        );
        const { platformId, name } = message.sender;
        const memberId = await ensureMember(db, { channel: ref.channel, platformId, name });
        const added = await addMessage(db, { message, conversationId, memberId, receivedAt });
        if (added !== null) return { messageId: added, conversationId, fresh: true };
        return { ...(await findByKey(db, message.key, 0)), fresh: false };
      });
    },

    async listWaiting(conversationId, limit) {
      const rows = await selectMessages(read)
        .where('m.conversation_id', '=', conversationId)
        .where('m.outcome', 'is', null)
        .orderBy('m.id')
        .limit(limit)
        .execute();
      return rows.map(toMessage);
    },

    async countWaiting() {
      const { count } = await read
        .selectFrom('messages')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('outcome', 'is', null)
        .executeTakeFirstOrThrow();
      return Number(count);
    },

    async finish(messageId, outcome) {
      const { numUpdatedRows } = await write
        .updateTable('messages')
        .set({ outcome })
        .where('id', '=', messageId)
        .where('outcome', 'is', null)
        .executeTakeFirst();
      if (numUpdatedRows === 1n) return;
      throw new AppError('record/conflict', `消息 ${messageId} 已经处理过，或者不存在。`);
    },

    async countOutcomes(memberId, since) {
      const rows = await read
        .selectFrom('messages')
        .select((eb) => ['outcome', eb.fn.countAll<number>().as('count')])
        .where('member_id', '=', memberId)
        .where('received_at', '>=', since)
        .where('outcome', 'is not', null)
        .groupBy('outcome')
        .execute();
      return Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count]));
    },

    async find(messageId) {
      const row = await selectMessages(read).where('m.id', '=', messageId).executeTakeFirst();
      return row ? toMessage(row) : null;
    },

    recordOutbound(entry) {
      return inTransaction(write, async (db) => {
        await lockConversation(db, engine, entry.conversationId);
        const added = await addOutbound(db, entry);
        return added ?? (await findByKey(db, entry.key, 1)).messageId;
      });
    },

    showChosen(conversationId, id, chosen) {
      return inTransaction(write, async (db) => {
        await lockConversation(db, engine, conversationId);
        const row = await selectHistory(db, conversationId).where('id', '=', id).executeTakeFirst();
        const buttons = toButtons(row?.buttons ?? null);
        if (buttons?.kind !== 'choice' || buttons.chosen !== null) return;
        await db
          .updateTable('messages')
          .set({ buttons: toButtonsColumn({ ...buttons, chosen }) })
          .where('id', '=', id)
          .execute();
      });
    },

    async findEntry(conversationId, id) {
      const row = await selectHistory(read, conversationId).where('id', '=', id).executeTakeFirst();
      return row ? toHistoryEntry(row) : null;
    },

    async listHistory(conversationId, after, limit) {
      const rows = await selectHistory(read, conversationId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(toHistoryEntry);
    },

    async lastAt(conversationIds) {
      if (conversationIds.length === 0) return new Map();
      const rows = await read
        .selectFrom('conversations as c')
        .select((eb) => {
          const newest = eb
            .selectFrom('messages as m')
            .select('m.received_at')
            .whereRef('m.conversation_id', '=', 'c.id');
          return ['c.id', newest.orderBy('m.id', 'desc').limit(1).as('at')];
        })
        .where('c.id', 'in', conversationIds)
        .execute();
      return new Map(rows.flatMap(({ id, at }) => (at === null ? [] : [[id, at]])));
    },

    async listLatest(conversationId, limit) {
      const rows = await selectHistory(read, conversationId).orderBy('id', 'desc').limit(limit).execute();
      return rows.map(toHistoryEntry).reverse();
    },
  };
}

type Addition = { message: InboundMessage; conversationId: string; memberId: string; receivedAt: number };

/** Null when the key is known. */
async function addMessage(db: Db, addition: Addition): Promise<number | null> {
  const { message } = addition;
  const row = await db
    .insertInto('messages')
    .values({
      key: message.key,
      bot: 0,
      conversation_id: addition.conversationId,
      member_id: addition.memberId,
      name: message.sender.name,
      text: message.text,
      raw_text: message.rawText,
      addressed: message.addressed,
      mentions_all: message.mentionsAll ? 1 : 0,
      sender_bot: message.sender.bot ? 1 : 0,
      sent_at: message.sentAt,
      received_at: addition.receivedAt,
      outcome: null,
      reply_to: null,
      reply_ref: message.replyRef,
      quoted_id: message.quoted?.platformMessageId ?? null,
      quoted_text: message.quoted?.text ?? null,
      attachments: message.attachments.length === 0 ? null : JSON.stringify(message.attachments),
      buttons: null,
      ...toFileColumns(null),
    })
    .onConflict((conflict) => conflict.columns(['key', 'bot']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

async function addOutbound(db: Db, entry: Parameters<Messages['recordOutbound']>[0]): Promise<number | null> {
  const row = await db
    .insertInto('messages')
    .values({
      key: entry.key,
      bot: 1,
      conversation_id: entry.conversationId,
      member_id: null,
      name: entry.name,
      text: entry.text,
      raw_text: entry.text,
      addressed: 'none',
      mentions_all: 0,
      sender_bot: 1,
      sent_at: entry.at,
      received_at: entry.at,
      outcome: 'own',
      reply_to: entry.replyTo,
      reply_ref: null,
      quoted_id: null,
      quoted_text: null,
      attachments: null,
      buttons: toButtonsColumn(entry.buttons ?? null),
      ...toFileColumns(entry.file),
    })
    .onConflict((conflict) => conflict.columns(['key', 'bot']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

async function findByKey(db: Db, key: string, bot: 0 | 1): Promise<{ messageId: number; conversationId: string }> {
  const row = await db
    .selectFrom('messages')
    .select(['id', 'conversation_id'])
    .where('key', '=', key)
    .where('bot', '=', bot)
    .executeTakeFirstOrThrow();
  return { messageId: row.id, conversationId: row.conversation_id };
}
