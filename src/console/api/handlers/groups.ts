import type { GroupList } from '../../../features/directory/group-list.ts';
import { bind, type Bound } from '../bind.ts';
import { groupRoutes as routes } from '../contract/groups.ts';

export function createGroupHandlers(groups: GroupList) {
  return {
    listGroups: bind(routes.listGroups, (_caller, { query: { search = null, tag = null, after = null, limit } }) =>
      groups.page({ search, tag, after, limit }),
    ),

    listTags: bind(routes.listTags, async () => ({ tags: await groups.tags() })),
  } satisfies Record<keyof typeof routes, Bound>;
}
