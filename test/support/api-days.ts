import { createManualChannel } from '../../src/adapters/channels/manual/channel.ts';
import { tablesInPlace } from './tables-in-place.ts';
import { createDocxExporter } from '../../src/adapters/exports/docx.ts';
import { createXlsxExporter } from '../../src/adapters/exports/xlsx.ts';
import type { JobRunner } from '../../src/ports/job-runner.ts';
import { createReceptionDaysApp } from '../../src/app/reception-days.ts';
import { createStaffDays, createStaffLists } from '../../src/app/staff/days.ts';
import { dayOf } from '../../src/base/calendar.ts';
import type { HandlerDeps } from '../../src/console/api/handlers/all.ts';
import { loadHolidays } from '../../src/features/broadcasts/holidays.ts';
import type { BroadcastBench } from './broadcast-bench.ts';
import { createNotingLog } from './noting-log.ts';

/** Reception days and the three lists as the staff API has them, over the broadcasts of a bench. */
export function createApiDays({
  store,
  clock,
  channel,
  jobs,
}: Pick<BroadcastBench, 'store' | 'clock' | 'channel'> & { jobs: Pick<JobRunner, 'start'> }): Pick<
  HandlerDeps,
  'days' | 'lists'
> {
  let ids = 0;
  const kindNames = async () => new Map<string, string>();
  const timeZone = 'Asia/Shanghai';
  const app = createReceptionDaysApp({
    store,
    clock,
    log: createNotingLog(),
    newId: () => `day${String((ids += 1)).padStart(4, '0')}`,
    timeZone,
    holidays: loadHolidays,
    quietHours: null,
    channels: new Map([channel, createManualChannel()].map((one) => [one.id, one])),
    onPlanned: () => {},
    document: createDocxExporter(),
    tables: tablesInPlace(),
    kindNames,
    help: '帮助',
  });
  return {
    days: createStaffDays(app, { kindNames, today: () => dayOf(clock.now(), timeZone) }),
    lists: createStaffLists({ lists: app.lists, store, clock, jobs, xlsx: createXlsxExporter() }),
  };
}
