import type { Responsible } from '../../domain/assignment.ts';
import type { Conversation } from '../../domain/conversation.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Store } from '../../ports/store.ts';

export type ChatDeps = { store: Store; channels: ReadonlyMap<string, Channel> };

/** The private chat with somebody, the one written in last; null: they cannot be written to alone. */
export async function privateChatOf(deps: ChatDeps, who: Responsible): Promise<string | null> {
  return firstChat(deps, await membersOf(deps.store, who));
}

type MemberChatDeps = Pick<ChatDeps, 'channels'> & { store: Pick<Store, 'members' | 'conversations'> };

/** The same with one member. */
export function chatWithMember(deps: MemberChatDeps, memberId: string): Promise<string | null> {
  return firstChat(deps, [memberId]);
}

async function firstChat(deps: MemberChatDeps, memberIds: readonly string[]): Promise<string | null> {
  if (memberIds.length === 0) return null;
  for (const { conversationId } of await deps.store.members.listDirect(memberIds)) {
    const conversation = await deps.store.conversations.find(conversationId);
    if (conversation !== null && canWriteTo(deps, conversation)) return conversationId;
  }
  return null;
}

/** The account of this name that assigned something; the command line has none. */
export async function accountNamed({ users }: Pick<Store, 'users'>, name: string): Promise<Responsible | null> {
  const user = await users.findByName(name);
  return user === null || user.disabledAt !== null ? null : { kind: 'user', id: user.id, name };
}

async function membersOf({ bindings, people }: Store, who: Responsible): Promise<readonly string[]> {
  switch (who.kind) {
    case 'body':
      return [];
    case 'user':
      return (await bindings.listUsers())
        .filter(({ user }) => user.id === who.id && user.disabledAt === null)
        .map(({ memberId }) => memberId);
    case 'person': {
      const person = await people.find(who.id);
      if (person === null) return [];
      const known = await people.listKnown([person.organizationId]);
      return known.find(({ id }) => id === who.id)?.memberIds ?? [];
    }
  }
}

function canWriteTo({ channels }: Pick<ChatDeps, 'channels'>, { channel, muted, leftAt }: Conversation): boolean {
  return !muted && leftAt === null && channels.get(channel)?.capabilities.sentBy === 'bot';
}
