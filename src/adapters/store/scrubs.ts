import type { Messages } from '../../ports/messages.ts';
import { inTransaction, type Handles } from './database.ts';

/** Instead of words that are not kept. */
const [ofMessage, ofReply] = ['（匿名内容，没有保留）', '（已清除）'];

/** Words that are removed: of a message at once, of the replies to it when they were read. */
export function createScrubs({ write }: Handles): Pick<Messages, 'scrub' | 'scrubReplies'> {
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
        await db.updateTable('deliveries').set({ text: ofReply }).where('reply_to', 'in', over).execute();
        await db
          .updateTable('messages')
          .set({ text: ofReply, raw_text: ofReply })
          .where('bot', '=', 1)
          .where('reply_to', 'in', over)
          .execute();
        await db.deleteFrom('scrubs').where('message_id', 'in', over).execute();
        return over.length;
      });
    },
  };
}
