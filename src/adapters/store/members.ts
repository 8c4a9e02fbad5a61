import type { Selectable } from 'kysely';
import type { Member } from '../../domain/member.ts';
import type { Members } from '../../ports/members.ts';
import type { Db, Handles } from './database.ts';
import { memberId } from './ids.ts';
import type { Tables } from './schema.ts';

export function createMembers({ read }: Handles): Members {
  return {
    async find(id) {
      const row = await read.selectFrom('members').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toMember(row) : null;
    },

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

function toMember(row: Selectable<Tables['members']>): Member {
  return { id: row.id, channel: row.channel, platformId: row.platform_id, name: row.name };
}
