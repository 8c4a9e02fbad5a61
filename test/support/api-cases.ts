import { createExporters } from '../../src/app/exporters.ts';
import { createFollowingUp } from '../../src/app/follow-up.ts';
import { createLedgers } from '../../src/app/ledgers.ts';
import { createStaffCases } from '../../src/app/staff/cases.ts';
import type { CaseHandlerDeps } from '../../src/console/api/handlers/cases.ts';
import { loadHolidays } from '../../src/features/broadcasts/holidays.ts';
import type { Channel } from '../../src/ports/channel.ts';
import type { JobRunner } from '../../src/ports/job-runner.ts';
import type { BroadcastBench } from './broadcast-bench.ts';
import { tablesInPlace } from './tables-in-place.ts';
import { createNotingLog } from './noting-log.ts';

const timeZone = 'Asia/Shanghai';

/** What staff do with cases, over the store of a bench. */
export function openApiCases(
  { store, clock, channel }: BroadcastBench,
  jobs: Pick<JobRunner, 'start'>,
): CaseHandlerDeps {
  let ids = 0;
  const shared = {
    store,
    clock,
    timeZone,
    log: createNotingLog(),
    newId: () => `case${(ids += 1)}`,
    holidays: loadHolidays,
    kindNames: async () => new Map<string, string>(),
    forms: async () => ({ forms: [], problems: [] }),
  };
  const channels = new Map<string, Channel>([[channel.id, channel]]);
  const { followUp } = createFollowingUp({ ...shared, channels, quietHours: null, onPlanned: () => {} });
  const exporters = createExporters({ timeZone });
  return createStaffCases({
    ...shared,
    jobs,
    xlsx: exporters.xlsx,
    ledgers: createLedgers({ ...shared, tables: tablesInPlace(), exporters }),
    followUp,
  });
}
