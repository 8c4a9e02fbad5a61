import type { OrganizationDesk } from '../../../features/directory/organization-desk.ts';
import { bind, type Bound } from '../bind.ts';
import { organizationRoutes as routes } from '../contract/organizations.ts';
import { onlyWritten } from './read.ts';

export function createOrganizationHandlers(desk: OrganizationDesk) {
  return {
    listOrganizations: bind(routes.listOrganizations, async () => ({
      organizations: (await desk.list()).map((one) => ({ ...one, tags: [...one.tags] })),
    })),

    addOrganization: bind(routes.addOrganization, async ({ user }, { body }) => {
      const { name, kind = null, parent = null, tags } = body;
      return toShown(await desk.add({ name, kind, parent, tags }, user.name));
    }),

    changeOrganization: bind(routes.changeOrganization, async ({ user }, { params: { id }, body }) =>
      toShown(await desk.change(id, onlyWritten(body), user.name)),
    ),

    removeOrganization: bind(
      routes.removeOrganization,
      async ({ user }, { params: { id }, query: { into = null } }) => {
        await desk.remove(id, { by: user.name, into });
        return undefined;
      },
    ),
  } satisfies Record<keyof typeof routes, Bound>;
}

function toShown<T extends { tags: readonly string[] }>(organization: T) {
  return { ...organization, tags: [...organization.tags] };
}
