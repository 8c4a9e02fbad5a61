import { writeFile } from 'node:fs/promises';
import { createCsvExporter } from '../../src/adapters/exports/csv.ts';
import { createStaffAccounts } from '../../src/app/staff/accounts.ts';
import { createStaffSystem } from '../../src/app/staff/system.ts';
import type { HandlerDeps } from '../../src/console/api/handlers/all.ts';
import { createAuditLog } from '../../src/console/audit-log.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { JobRunner } from '../../src/ports/job-runner.ts';
import type { Store } from '../../src/ports/store.ts';
import { quickHasher } from './quick-hasher.ts';

type Deps = { store: Store; clock: Clock; jobs: JobRunner; newId: () => string };

/** What the page of settings needs; a backup is a file with a word in it. */
export function settingsDeps(deps: Deps): Pick<HandlerDeps, 'account' | 'accounts' | 'auditLog' | 'system'> {
  const timeZone = 'Asia/Shanghai';
  return {
    ...createStaffAccounts({ ...deps, passwords: quickHasher() }),
    auditLog: createAuditLog({ ...deps, csv: createCsvExporter(), timeZone }),
    system: createStaffSystem({
      ...deps,
      config: { packageFile: 'package.json', timeZone },
      examine: async () => [
        { name: 'store', state: 'ok', detail: 'SQLite', action: null },
        { name: 'telegram', state: 'warn', detail: '没有正在运行的服务连着它', action: '运行 qingyu start' },
      ],
      channelUse: async () => [],
      backup: async ({ file }) => {
        await writeFile(file, 'everything');
        return { rows: 7, originals: 1 };
      },
    }),
  };
}
