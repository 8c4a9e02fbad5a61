import type { Members } from '../../ports/members.ts';
import { eachChunk } from './chunks.ts';
import type { Db } from './database.ts';
import { toMember } from './member-rows.ts';

/** All that was ever written there is looked through, so that a few at a time leave others their turn. */
const conversationsAtOnce = 20;
const membersAtOnce = 200;

export async function listSpeakers(db: Db, conversationIds: readonly string[]): ReturnType<Members['listSpeakers']> {
  const found: Awaited<ReturnType<Members['listSpeakers']>> = [];
  await eachChunk(conversationIds, conversationsAtOnce, async (chunk) => {
    const speakers = db
      .selectFrom('messages')
      .select(['conversation_id', 'member_id'])
      .where('conversation_id', 'in', chunk)
      .where('bot', '=', 0)
      .where('sender_bot', '=', 0)
      .distinct();
    const rows = await db
      .selectFrom(speakers.as('s'))
      .innerJoin('members as m', 'm.id', 's.member_id')
      .select('s.conversation_id')
      .selectAll('m')
      .orderBy('s.conversation_id')
      .orderBy('m.name')
      .orderBy('m.id')
      .execute();
    found.push(...rows.map((row) => ({ conversationId: row.conversation_id, member: toMember(row) })));
  });
  return found;
}

export async function listDirect(db: Db, memberIds: readonly string[]): ReturnType<Members['listDirect']> {
  const found: Awaited<ReturnType<Members['listDirect']>> = [];
  await eachChunk(memberIds, membersAtOnce, async (chunk) => {
    const rows = await db
      .selectFrom('messages as m')
      .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
      .select((eb) => ['m.member_id', 'm.conversation_id', eb.fn.max('m.id').as('last')])
      .where('m.member_id', 'in', chunk)
      .where('c.kind', '=', 'direct')
      .where('c.left_at', 'is', null)
      .groupBy(['m.member_id', 'm.conversation_id'])
      .orderBy('last', 'desc')
      .execute();
    for (const { member_id: memberId, conversation_id: conversationId } of rows)
      if (memberId !== null) found.push({ memberId, conversationId });
  });
  return found;
}
