import { createXlsxExporter } from '../../adapters/exports/xlsx.ts';
import type { DirectoryHandlerDeps } from '../../console/api/handlers/directory.ts';
import { createGroupDesk } from '../../features/directory/group-desk.ts';
import { createGroupList } from '../../features/directory/group-list.ts';
import { createMemberList } from '../../features/directory/member-list.ts';
import { createOrganizationDesk } from '../../features/directory/organization-desk.ts';
import { createPeopleDesk } from '../../features/directory/people-desk.ts';
import { createPeopleImportDesk } from '../../features/directory/people-import-desk.ts';
import { createPeopleImport } from '../../features/directory/people-import.ts';
import { createWebInviteDesk } from '../../features/directory/web-invite-desk.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobRunner } from '../../ports/job-runner.ts';
import type { Store } from '../../ports/store.ts';
import type { TableFiles } from '../../ports/table-files.ts';

export type DirectoryDeps = {
  store: Store;
  clock: Clock;
  newId: () => string;
  timeZone: string;
  channels: ReadonlyMap<string, Channel>;
  jobs: Pick<JobRunner, 'start'>;
  tables: TableFiles;
};

/** What the console does with organizations, groups and people. */
export function createDirectory(deps: DirectoryDeps): DirectoryHandlerDeps {
  const importPeople = createPeopleImport(deps);
  const imports = createPeopleImportDesk({ ...deps, importPeople, xlsx: createXlsxExporter() });
  return {
    groups: {
      list: createGroupList(deps),
      desk: createGroupDesk(deps),
      members: createMemberList(deps),
      invites: createWebInviteDesk(deps),
    },
    organizations: createOrganizationDesk(deps),
    people: { desk: createPeopleDesk(deps), imports, clock: deps.clock, timeZone: deps.timeZone },
  };
}
