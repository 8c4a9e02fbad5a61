import type { Member } from '../../domain/member.ts';
import type { Members } from '../../ports/members.ts';
import { inTransaction, type Db, type Handles } from './database.ts';
import { memberId } from './ids.ts';
import { pageMembers } from './member-pages.ts';
import { toMember } from './member-rows.ts';
import { listDirect, listSpeakers } from './speakers.ts';

export function createMembers({ read, write }: Handles): Members {
  return {
    ensure(member) {
      return inTransaction(write, async (db) => ({ ...member, id: await ensureMember(db, member) }));
    },

    find: (id) => findMember(read, id),

    findThere: ({ channel, platformId }) => findMember(read, memberId(channel, platformId)),

    page: (of, at) => pageMembers(read, of, at),

    listSpeakers: (conversationIds) => listSpeakers(read, conversationIds),

    listDirect: (memberIds) => listDirect(read, memberIds),

    async list() {
      const rows = await read
        .selectFrom('members')
        .selectAll()
        .orderBy('channel')
        .orderBy('name')
        .orderBy('id')
        .execute();
      return rows.map(toMember);
    },
  };
}

async function findMember(db: Db, id: string): Promise<Member | null> {
  const row = await db.selectFrom('members').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? toMember(row) : null;
}

/** Finds or adds a member; the newest name is kept. Returns the id. */
export async function ensureMember(db: Db, member: Omit<Member, 'id'>): Promise<string> {
  const id = memberId(member.channel, member.platformId);
  const known = await db.selectFrom('members').select('name').where('id', '=', id).executeTakeFirst();
  if (known?.name === member.name) return id;
  if (known) {
    await db.updateTable('members').set({ name: member.name }).where('id', '=', id).execute();
    return id;
  }
  await db
    .insertInto('members')
    .values({ id, channel: member.channel, platform_id: member.platformId, name: member.name })
    // Without a column: PostgreSQL may meet a writer at the same moment on either unique index.
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return id;
}
