import { createCsvExporter } from '../../src/adapters/exports/csv.ts';
import { createDocxExporter } from '../../src/adapters/exports/docx.ts';
import { createXlsxExporter } from '../../src/adapters/exports/xlsx.ts';
import { createStaffDaily } from '../../src/app/staff/daily.ts';
import { loadHolidays } from '../../src/features/broadcasts/holidays.ts';
import { loadAlmanac } from '../../src/features/integrity/almanac.ts';
import type { DailyDesk } from '../../src/features/integrity/daily-desk.ts';
import type { ModelDraftsDeps } from '../../src/features/integrity/model-drafts.ts';
import { createMonthSheet } from '../../src/features/integrity/month-sheet.ts';
import { withOwnMessages } from '../../src/features/integrity/own-messages.ts';
import { createDailyPlan } from '../../src/features/integrity/plan.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { JobRunner } from '../../src/ports/job-runner.ts';
import type { Store } from '../../src/ports/store.ts';
import { createNotingLog } from './noting-log.ts';
import { dailyMessages } from './plan-bench.ts';

/** The desk of the daily message as the staff API has it, over a library of four hundred. */
export function createApiDaily(of: {
  store: Store;
  clock: Clock;
  jobs: Pick<JobRunner, 'start'>;
  model?: ModelDraftsDeps['model'];
}): DailyDesk {
  let ids = 0;
  const library = withOwnMessages({ read: async () => dailyMessages(400) }, of.store);
  const shared = {
    model: null,
    ...of,
    library,
    timeZone: 'Asia/Shanghai',
    occasions: loadAlmanac,
    window: { from: '08:00', until: '12:00' },
    newId: () => `daily${(ids += 1)}`,
    placesIn: () => [],
  };
  return createStaffDaily({
    ...shared,
    plan: createDailyPlan({ ...shared, log: createNotingLog(), onPlanned() {} }),
    holidays: loadHolidays,
    writeMonthSheet: createMonthSheet({
      ...shared,
      exporters: { xlsx: createXlsxExporter(), csv: createCsvExporter(), docx: createDocxExporter() },
    }),
  });
}
