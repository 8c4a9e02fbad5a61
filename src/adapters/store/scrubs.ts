import type { Messages } from '../../ports/messages.ts';
import { type Db, inTransaction, type Handles } from './database.ts';

/** Instead of words that are not kept, until their message goes too. */
const ofMessage = '（匿名内容，没有保留）';

/** What is removed: the words of a message at once, the message with the replies to it when these were read. */
export function createScrubs({ read, write }: Handles): Pick<Messages, 'scrub' | 'listScrubbed' | 'scrubReplies'> {
  return {
    async scrub(messageId, repliesAt) {
      await write
        .updateTable('messages')
        .set({ text: ofMessage, raw_text: ofMessage, quoted_id: null, quoted_text: null, attachments: null })
        .where('id', '=', messageId)
        .execute();
      const row = { message_id: messageId, at: repliesAt };
      await write
        .insertInto('scrubs')
        .values(row)
        .onConflict((conflict) => conflict.column('message_id').doUpdateSet({ at: repliesAt }))
        .execute();
    },

    async listScrubbed(memberId) {
      const rows = await read
        .selectFrom('scrubs')
        .innerJoin('messages', 'messages.id', 'scrubs.message_id')
        .select(['messages.id', 'messages.received_at'])
        .where('messages.member_id', '=', memberId)
        .orderBy('messages.id', 'desc')
        .execute();
      return rows.map(({ id, received_at: receivedAt }) => ({ id, receivedAt }));
    },

    scrubReplies(now) {
      return inTransaction(write, async (db) => {
        const due = await db.selectFrom('scrubs').select('message_id').where('at', '<=', now).limit(500).execute();
        const ids = due.map(({ message_id: id }) => id);
        if (ids.length === 0) return 0;
        // What is still on its way is scrubbed when it is over; its row waits for that.
        const moving = await db
          .selectFrom('deliveries')
          .select('reply_to')
          .where('reply_to', 'in', ids)
          .where('state', 'in', ['pending', 'claimed', 'sending'])
          .execute();
        const held = new Set(moving.map(({ reply_to: id }) => id));
        const over = ids.filter((id) => !held.has(id));
        if (over.length === 0) return 0;
        await removeExchanges(db, over);
        await db.deleteFrom('scrubs').where('message_id', 'in', over).execute();
        return over.length;
      });
    },
  };
}

/** A row that says who wrote something that is not kept would tell whose the case of that day is. */
async function removeExchanges(db: Db, messageIds: readonly number[]): Promise<void> {
  const replies = db.selectFrom('deliveries').select('id').where('reply_to', 'in', messageIds);
  await db.deleteFrom('receipts').where('delivery_id', 'in', replies).execute();
  await db.deleteFrom('look_ups').where('delivery_id', 'in', replies).execute();
  await db.deleteFrom('deliveries').where('reply_to', 'in', messageIds).execute();
  await db.deleteFrom('messages').where('bot', '=', 1).where('reply_to', 'in', messageIds).execute();
  await db.deleteFrom('messages').where('id', 'in', messageIds).execute();
}
