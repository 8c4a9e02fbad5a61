import { allGroups, type GroupFilter } from '../../../domain/group-filter.ts';
import type { GroupDesk } from '../../../features/directory/group-desk.ts';
import type { GroupList } from '../../../features/directory/group-list.ts';
import type { MemberList } from '../../../features/directory/member-list.ts';
import type { WebInviteDesk } from '../../../features/directory/web-invite-desk.ts';
import { bind, type Bound } from '../bind.ts';
import { groupRoutes as routes } from '../contract/groups.ts';
import { onlyWritten, toPage, toWords } from './read.ts';

export type GroupHandlerDeps = {
  list: GroupList;
  desk: GroupDesk;
  members: MemberList;
  invites: Pick<WebInviteDesk, 'show' | 'renew' | 'remove'>;
};

export function createGroupHandlers({ list, desk, members, invites }: GroupHandlerDeps) {
  return {
    listGroups: bind(routes.listGroups, (_caller, { query: { after, limit, ...filter } }) =>
      list.page({ filter: toFilter(filter), ...toPage({ after, limit }) }),
    ),

    addGroup: bind(routes.addGroup, async ({ user }, { body }) => list.show(await desk.add(body, user.name))),

    showGroup: bind(routes.showGroup, (_caller, { params: { id } }) => list.show(id)),

    changeGroups: bind(routes.changeGroups, async ({ user }, { body: { which, changes } }) => {
      const choice = 'ids' in which ? which : { filter: toFilter(which.filter), count: which.count };
      return { changed: await desk.change(choice, onlyWritten(changes), user.name) };
    }),

    showInvite: bind(routes.showInvite, async (_caller, { params: { id } }) => ({ invite: await invites.show(id) })),

    renewInvite: bind(routes.renewInvite, async ({ user }, { params: { id } }) => ({
      invite: await invites.renew(id, user.name),
    })),

    removeInvite: bind(routes.removeInvite, async ({ user }, { params: { id } }) => {
      await invites.remove(id, user.name);
      return undefined;
    }),

    listTags: bind(routes.listTags, async () => ({ tags: await list.tags() })),

    listGroupChannels: bind(routes.listGroupChannels, async () => ({ channels: await list.channels() })),

    listMembers: bind(routes.listMembers, (_caller, { query: { group = null, search, ...page } }) =>
      members({ group, search: toWords(search), ...toPage(page) }),
    ),
  } satisfies Record<keyof typeof routes, Bound>;
}

type Query = { [K in keyof GroupFilter]?: GroupFilter[K] | undefined };

function toFilter({ search, tag, channel, state, organization }: Query): GroupFilter {
  const filter = {
    tag: tag ?? null,
    channel: channel ?? null,
    state: state ?? null,
    organization: organization ?? null,
  };
  return { ...allGroups, ...filter, search: toWords(search ?? undefined) };
}
