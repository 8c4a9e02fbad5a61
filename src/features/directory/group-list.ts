import { addDays, dayOf, instantAt, weekdayOf } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import type { Capabilities } from '../../domain/channel.ts';
import type { Conversation } from '../../domain/conversation.ts';
import { organizationOf } from '../../domain/directory.ts';
import { type GroupFilter, type GroupState, groupStateOf } from '../../domain/group-filter.ts';
import { type OrganizationTree, treeOf } from '../../domain/organization.ts';
import type { Clock } from '../../ports/clock.ts';
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

/**
 * A group with what happens in it. `week`: unrequested messages since Monday; `invite`: a code is asked for. `address`: of
 * its page, for web groups; `unspoken`: its channel writes only where somebody turned to the bot, and nobody has. Times are ISO.
 */
export type KnownGroup = ListedGroup & {
  state: GroupState;
  collections: string[] | null;
  week: number;
  lastMessageAt: string | null;
  leftAt: string | null;
  invite: boolean;
  address: string | null;
  unspoken: boolean;
};

/** `after`: the `next` of the page before. */
export type GroupsPage = { filter: GroupFilter; after: string | null; limit: number };

/** The groups as staff choose among them. */
export type GroupList = {
  /** By channel and title; `next` null: it is the last page. Throws `input/invalid` when `after` is no place. */
  page(of: GroupsPage): Promise<{ groups: KnownGroup[]; total: number; next: string | null }>;
  /** Throws `record/not-found`. */
  show(id: string): Promise<KnownGroup>;
  /** By name, with how many groups that get broadcasts have each. */
  tags(): Promise<{ name: string; groups: number }[]>;
  /** What groups can be looked for by: where there are any. */
  channels(): Promise<{ id: string; groups: number }[]>;
};

export type GroupListDeps = {
  store: Pick<Store, 'conversations' | 'organizations' | 'deliveries' | 'messages' | 'webInvites'>;
  clock: Clock;
  timeZone: string;
  channels: ReadonlyMap<string, { capabilities: Pick<Capabilities, 'afterContact'> }>;
};

export function createGroupList(deps: GroupListDeps): GroupList {
  const { conversations } = deps.store;

  return {
    async page({ filter, after, limit }) {
      const found = await conversations.pageGroups(filter, { after, limit: limit + 1 });
      const groups = await withFacts(deps, found.slice(0, limit));
      return {
        groups,
        total: await conversations.countGroups(filter),
        next: found.length > limit ? (groups.at(-1)?.id ?? null) : null,
      };
    },

    async show(id) {
      const group = await conversations.find(id);
      const [shown] = group?.kind === 'group' ? await withFacts(deps, [group]) : [];
      if (shown !== undefined) return shown;
      throw new AppError('record/not-found', '没有这个群，可能编号写错了，请从群的列表里选。');
    },

    async tags() {
      const counted = await conversations.countTags();
      return counted
        .map(({ name, receiving }) => ({ name, groups: receiving }))
        .sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
    },

    async channels() {
      return (await conversations.countChannels()).map(({ channel, groups }) => ({ id: channel, groups }));
    },
  };
}

async function withFacts(
  { store, clock, timeZone, channels }: GroupListDeps,
  groups: readonly Conversation[],
): Promise<KnownGroup[]> {
  const ids = groups.map(({ id }) => id);
  const tree = treeOf(await store.organizations.list());
  const week = await store.deliveries.countUnrequestedOf(ids, mondayBefore(clock.now(), timeZone));
  const last = await store.messages.lastAt(ids);
  const invited = new Set(groups.some(isWeb) ? await store.webInvites.listSlugs() : []);
  return groups.map((group) => ({
    ...toListedGroup(group, tree),
    state: groupStateOf(group),
    collections: group.collections === null ? null : [...group.collections],
    week: week.get(group.id) ?? 0,
    lastMessageAt: toIso(last.get(group.id) ?? null),
    leftAt: toIso(group.leftAt),
    invite: isWeb(group) && invited.has(group.platformId),
    address: isWeb(group) ? `/g/${group.platformId}` : null,
    unspoken: channels.get(group.channel)?.capabilities.afterContact === true && !last.has(group.id),
  }));
}

function isWeb({ channel }: Conversation): boolean {
  return channel === 'web';
}

/** The first instant of this week. */
function mondayBefore(now: number, timeZone: string): number {
  const today = dayOf(now, timeZone);
  return instantAt(addDays(today, 1 - weekdayOf(today)), '00:00', timeZone);
}

function toIso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
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
