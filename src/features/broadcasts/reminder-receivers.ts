import type { Conversation } from '../../domain/conversation.ts';
import { mayBroadcast } from '../../domain/user.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Store } from '../../ports/store.ts';
import { isMissing, type Roll, type RollRow } from './roll.ts';

export type ReceiverDeps = { store: Store; channels: ReadonlyMap<string, Channel> };

/** Somebody known who has not answered, and where. */
export type Missing = RollRow & Pick<Roll, 'deliveryId' | 'group' | 'groupId' | 'text'>;

/** The first private chat of each member that can be written to; nobody else is in it. */
export type PrivateChats = ReadonlyMap<string, string>;

/** Each person once, also where they are missing in several groups. */
export function missingOf(rolls: readonly Roll[]): Missing[] {
  const persons = new Map<string, Missing>();
  for (const { rows, deliveryId, group, groupId, text } of rolls) {
    for (const row of rows.filter(isMissing)) {
      const key = row.memberIds[0] ?? `${groupId}/${row.name}`;
      if (!persons.has(key)) persons.set(key, { ...row, deliveryId, group, groupId, text });
    }
  }
  return [...persons.values()];
}

export async function privateChatsOf(deps: ReceiverDeps, memberIds: readonly string[]): Promise<PrivateChats> {
  if (memberIds.length === 0) return new Map();
  const conversations = new Map((await deps.store.conversations.list()).map((one) => [one.id, one]));
  const chats = new Map<string, string>();
  for (const { memberId, conversationId } of await deps.store.members.listDirect(memberIds)) {
    const conversation = conversations.get(conversationId);
    if (chats.has(memberId) || conversation === undefined || !canWriteTo(deps, conversation)) continue;
    chats.set(memberId, conversationId);
  }
  return chats;
}

function canWriteTo({ channels }: ReceiverDeps, { channel, muted, leftAt }: Conversation): boolean {
  return !muted && leftAt === null && channels.get(channel)?.capabilities.sentBy === 'bot';
}

/** Where the secretariat is told: the one who ordered it, else everybody who may; one chat an account. */
export async function staffChatsOf(deps: ReceiverDeps, orderedBy: string): Promise<string[]> {
  const members = (await deps.store.bindings.listUsers()).filter(({ user }) => mayBroadcast(user));
  const chats = await privateChatsOf(
    deps,
    members.map(({ memberId }) => memberId),
  );
  const byAccount = new Map<string, string>();
  for (const { memberId, user } of members) {
    const chat = chats.get(memberId);
    if (chat !== undefined && !byAccount.has(user.name)) byAccount.set(user.name, chat);
  }
  const own = byAccount.get(orderedBy);
  return own === undefined ? [...new Set(byAccount.values())] : [own];
}
