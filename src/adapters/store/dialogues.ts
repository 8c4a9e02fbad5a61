import type { Dialogues } from '../../ports/dialogues.ts';
import type { Handles } from './database.ts';

export function createDialogues({ read, write }: Handles): Dialogues {
  return {
    async open({ conversationId, memberId, name }, data, expiresAt) {
      const content = { data: JSON.stringify(data), expires_at: expiresAt };
      await write
        .insertInto('dialogues')
        .values({ conversation_id: conversationId, member_id: memberId, name, ...content })
        .onConflict((conflict) => conflict.columns(['conversation_id', 'member_id', 'name']).doUpdateSet(content))
        .execute();
    },

    async find({ conversationId, memberId, name }, now) {
      const row = await read
        .selectFrom('dialogues')
        .select('data')
        .where('conversation_id', '=', conversationId)
        .where('member_id', '=', memberId)
        .where('name', '=', name)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      return row ? JSON.parse(row.data) : null;
    },

    async close({ conversationId, memberId, name }) {
      await write
        .deleteFrom('dialogues')
        .where('conversation_id', '=', conversationId)
        .where('member_id', '=', memberId)
        .where('name', '=', name)
        .execute();
    },
  };
}
