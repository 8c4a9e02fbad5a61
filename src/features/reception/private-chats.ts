import type { Responsible } from '../../domain/assignment.ts';
import type { Conversation } from '../../domain/conversation.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Store } from '../../ports/store.ts';

type BoundUser = Awaited<ReturnType<Store['bindings']['listUsers']>>[number];

export type ChatDeps = { store: Store; channels: ReadonlyMap<string, Channel> };

/** Whom one can write to alone; what was looked up once is known. */
export type Chats = {
  /** The private chat with somebody, the one written in last; null: they cannot be written to alone. */
  of(who: Responsible): Promise<string | null>;
  /** The account of this name that assigned something; the command line has none. */
  accountNamed(name: string): Promise<Responsible | null>;
};

/** For one round of work: a chat that is bound meanwhile is found in the next. */
export function createChats(deps: ChatDeps): Chats {
  const chats = new Map<string, Promise<string | null>>();
  const accounts = new Map<string, Promise<Responsible | null>>();
  const bound = remembered(() => deps.store.bindings.listUsers());
  return {
    of: (who) =>
      keep(chats, `${who.kind}/${who.id ?? who.name}`, async () => firstChat(deps, await membersOf(deps, who, bound))),
    accountNamed: (name) => keep(accounts, name, () => accountNamed(deps.store, name)),
  };
}

function keep<T>(known: Map<string, Promise<T>>, key: string, look: () => Promise<T>): Promise<T> {
  const found = known.get(key) ?? look();
  known.set(key, found);
  return found;
}

function remembered<T>(look: () => Promise<T>): () => Promise<T> {
  let found: Promise<T> | null = null;
  return () => (found ??= look());
}

/** The private chat with somebody, the one written in last; null: they cannot be written to alone. */
export function privateChatOf(deps: ChatDeps, who: Responsible): Promise<string | null> {
  return createChats(deps).of(who);
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

async function accountNamed({ users }: Pick<Store, 'users'>, name: string): Promise<Responsible | null> {
  const user = await users.findByName(name);
  return user === null || user.disabledAt !== null ? null : { kind: 'user', id: user.id, name };
}

async function membersOf(
  { store: { people } }: ChatDeps,
  who: Responsible,
  bound: () => Promise<readonly BoundUser[]>,
): Promise<readonly string[]> {
  switch (who.kind) {
    case 'body':
      return [];
    case 'user':
      return (await bound())
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
