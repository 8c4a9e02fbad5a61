import { AppError } from '../../base/errors.ts';
import type { Conversation } from '../../domain/conversation.ts';
import { organizationOf } from '../../domain/directory.ts';
import { type OrganizationTree, treeOf } from '../../domain/organization.ts';
import type { Store } from '../../ports/store.ts';

/** `left`: the bot is no longer in it. */
export type ListedGroup = {
  id: string;
  channel: string;
  title: string;
  enrolled: boolean;
  muted: boolean;
  left: boolean;
  tags: string[];
  /** What it is bound to, or null; `path`: from the root. */
  organization: { id: string; name: string; path: string } | null;
};

/** `search`: letters of the title; `after`: the `next` of the page before; null = no limit. */
export type GroupsPage = { search: string | null; tag: string | null; after: string | null; limit: number };

/** The groups as staff choose among them. */
export type GroupList = {
  /** By channel and title; `next` null: it is the last page. Throws `input/invalid` when `after` is no place. */
  page(of: GroupsPage): Promise<{ groups: ListedGroup[]; next: string | null }>;
  /** By name, with how many groups that get broadcasts have each. */
  tags(): Promise<{ name: string; groups: number }[]>;
};

export function createGroupList({ store }: { store: Pick<Store, 'conversations' | 'organizations'> }): GroupList {
  const list = async (): Promise<Conversation[]> =>
    (await store.conversations.list()).filter(({ kind }) => kind === 'group');

  return {
    async page({ search, tag, after, limit }) {
      const tree = treeOf(await store.organizations.list());
      const all = (await list())
        .map((group) => toListedGroup(group, tree))
        .filter((group) => fits(group, { search, tag }));
      const begin = after === null ? 0 : placeAfter(all, after);
      const groups = all.slice(begin, begin + limit);
      return { groups, next: begin + limit < all.length ? (groups.at(-1)?.id ?? null) : null };
    },

    async tags() {
      const counts = new Map<string, number>();
      for (const { tags, enrolledAt, leftAt } of await list())
        for (const tag of tags)
          counts.set(tag, (counts.get(tag) ?? 0) + Number(enrolledAt !== null && leftAt === null));
      const names = [...counts.keys()].sort((a, b) => a.localeCompare(b, 'zh-CN'));
      return names.map((name) => ({ name, groups: counts.get(name) ?? 0 }));
    },
  };
}

function placeAfter(all: readonly ListedGroup[], after: string): number {
  const place = all.findIndex(({ id }) => id === after);
  if (place >= 0) return place + 1;
  throw new AppError('input/invalid', 'after 应原样写上一页给的 next。');
}

function fits({ title, tags }: ListedGroup, { search, tag }: Pick<GroupsPage, 'search' | 'tag'>): boolean {
  if (tag !== null && !tags.includes(tag)) return false;
  return search === null || title.toLowerCase().includes(search.trim().toLowerCase());
}

/** As the command line and the API show it. */
export function toListedGroup(group: Conversation, tree: OrganizationTree): ListedGroup {
  const organization = organizationOf(group, tree);
  const { id, channel, title, platformId, enrolledAt, muted, leftAt, tags } = group;
  return {
    id,
    channel,
    title: title ?? platformId,
    enrolled: enrolledAt !== null,
    muted,
    left: leftAt !== null,
    tags: [...tags],
    organization: organization && { id: organization.id, name: organization.name, path: tree.pathOf(organization) },
  };
}
