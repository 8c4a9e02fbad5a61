import { AppError } from '../../base/errors.ts';
import { isPieceOfNumber, maskText } from '../../domain/mask.ts';
import type { Role } from '../../domain/user.ts';
import type { Store } from '../../ports/store.ts';

/** Somebody who spoke; `name`: without numbers, which some have in their nicknames; `spokeAt`: when last, ISO. */
export type ListedMember = {
  id: string;
  channel: string;
  name: string;
  account: { name: string; role: Role } | null;
  people: { id: string; name: string }[];
  spokeAt: string | null;
};

/** `group`: its id, null = anywhere. `after`: the `next` of the page before. */
export type MembersPage = { group: string | null; search: string | null; after: string | null; limit: number };

/** Who spoke, by name. Throws `record/not-found` for a group that is none, `input/invalid` for a place that is none. */
export type MemberList = (of: MembersPage) => Promise<{ members: ListedMember[]; next: string | null }>;

export function createMemberList({ store }: { store: Pick<Store, 'conversations' | 'members'> }): MemberList {
  return async ({ group, search, after, limit }) => {
    if (group !== null && (await store.conversations.find(group))?.kind !== 'group')
      throw new AppError('record/not-found', '没有这个群，可能编号写错了，请从群的列表里选。');
    if (search !== null && isPieceOfNumber(search)) return { members: [], next: null };
    const found = await store.members.page({ conversationId: group, search }, { after, limit: limit + 1 });
    const members = found.slice(0, limit).map(({ id, channel, name, account, people, spokeAt }) => ({
      id,
      channel,
      name: maskText(name),
      account,
      people: [...people],
      spokeAt: spokeAt === null ? null : new Date(spokeAt).toISOString(),
    }));
    return { members, next: found.length > limit ? (members.at(-1)?.id ?? null) : null };
  };
}
