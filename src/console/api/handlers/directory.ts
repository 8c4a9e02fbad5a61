import type { OrganizationDesk } from '../../../features/directory/organization-desk.ts';
import { createGroupHandlers, type GroupHandlerDeps } from './groups.ts';
import { createOrganizationHandlers } from './organizations.ts';
import { createPeopleHandlers, type PeopleHandlerDeps } from './people.ts';

export type DirectoryHandlerDeps = {
  groups: GroupHandlerDeps;
  organizations: OrganizationDesk;
  people: PeopleHandlerDeps;
};

export function createDirectoryHandlers({ groups, organizations, people }: DirectoryHandlerDeps) {
  return {
    ...createGroupHandlers(groups),
    ...createOrganizationHandlers(organizations),
    ...createPeopleHandlers(people),
  };
}
