import type { QueryCreator } from 'kysely';
import type { Messages } from '../../ports/messages.ts';
import type { Handles } from './database.ts';
import { FAR_AHEAD_MS } from './far-ahead.ts';
import type { Tables } from './schema.ts';

type Leases = Pick<
  Messages,
  'claimConversation' | 'extendConversation' | 'releaseConversation' | 'releaseAllConversations'
>;

/** Who works on the waiting messages of a conversation. */
export function createConversationLeases({ read, write, engine }: Handles): Leases {
  /** A look that takes no lock; most looks find nothing. */
  const isAnyWaiting = async (now: number): Promise<boolean> => {
    const row = await oldestWaiting(read, now).executeTakeFirst();
    return row !== undefined;
  };

  return {
    async claimConversation({ owner, now, leaseMs }) {
      if (!(await isAnyWaiting(now))) return null;
      const row = await write
        .with('next', (db) => {
          const query = oldestWaiting(db, now);
          return engine === 'postgres' ? query.forUpdate('l').skipLocked() : query;
        })
        .updateTable('conversation_leases')
        .set({ owner, lease_until: now + leaseMs })
        .where('purpose', '=', 'inbox')
        .where('conversation_id', 'in', (db) => db.selectFrom('next').select('next.conversation_id'))
        .returning('conversation_id')
        .executeTakeFirst();
      return row?.conversation_id ?? null;
    },

    async extendConversation(conversationId, { owner, now, leaseMs }) {
      const { numUpdatedRows } = await write
        .updateTable('conversation_leases')
        .set({ lease_until: now + leaseMs })
        .where('conversation_id', '=', conversationId)
        .where('purpose', '=', 'inbox')
        .where('owner', '=', owner)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async releaseConversation(conversationId, owner) {
      await write
        .updateTable('conversation_leases')
        .set({ owner: null, lease_until: 0 })
        .where('conversation_id', '=', conversationId)
        .where('purpose', '=', 'inbox')
        .where('owner', '=', owner)
        .execute();
    },

    async releaseAllConversations() {
      await write
        .updateTable('conversation_leases')
        .set({ owner: null, lease_until: 0 })
        .where('purpose', '=', 'inbox')
        .execute();
    },
  };
}

/** The conversation with the oldest waiting message that nobody holds. */
function oldestWaiting(db: QueryCreator<Tables>, now: number) {
  return db
    .selectFrom('messages as m')
    .innerJoin('conversation_leases as l', 'l.conversation_id', 'm.conversation_id')
    .select('m.conversation_id')
    .where('m.outcome', 'is', null)
    .where('l.purpose', '=', 'inbox')
    .where((eb) => eb.or([eb('l.lease_until', '<=', now), eb('l.lease_until', '>', now + FAR_AHEAD_MS)]))
    .orderBy('m.id')
    .limit(1);
}
