import { join } from 'node:path';
import { createDailyLibrary } from '../adapters/daily-library/daily-library.ts';
import { loadAlmanac, type OccasionsOf } from '../features/integrity/almanac.ts';
import { createDayOrders, type DayOrders } from '../features/integrity/day-orders.ts';
import { createDraftDesk, type DraftDesk } from '../features/integrity/draft-desk.ts';
import { createModelDrafts, type DraftWithModel, type ModelDraftsDeps } from '../features/integrity/model-drafts.ts';
import { createMonthSheet, type WriteMonthSheet } from '../features/integrity/month-sheet.ts';
import { withOwnMessages } from '../features/integrity/own-messages.ts';
import { createDailyPlan, type DailyPlan } from '../features/integrity/plan.ts';
import type { DailyLibrary } from '../ports/daily-library.ts';
import type { Answering } from './answering.ts';
import type { AllExporters } from './exporters.ts';
import type { Shared } from './shared.ts';

/** The daily message: its library, its plan, and who changes them. */
export type Daily = {
  library: DailyLibrary;
  occasions: () => Promise<OccasionsOf>;
  plan: DailyPlan;
  orders: DayOrders;
  drafts: DraftDesk;
  drafting: ModelDraftsDeps;
  draftWithModel: DraftWithModel;
  writeMonthSheet: WriteMonthSheet;
};

export function createDaily(
  shared: Shared,
  { gazetteer, models }: Pick<Answering, 'gazetteer' | 'models'>,
  exporters: AllExporters,
): Daily {
  const { config, store } = shared;
  const library = withOwnMessages(createDailyLibrary(join(config.knowledgeDir, 'integrity')), store);
  const occasions = rememberOnce(loadAlmanac);
  const drafting = { ...shared, library, placesIn: gazetteer.placesIn, model: models.chat };
  return {
    library,
    occasions,
    plan: createDailyPlan({ ...shared, library, occasions, window: config.daily }),
    orders: createDayOrders({ ...shared, library }),
    drafts: createDraftDesk({ ...shared, library }),
    drafting,
    draftWithModel: createModelDrafts(drafting),
    writeMonthSheet: createMonthSheet({ ...shared, library, occasions, exporters }),
  };
}

/** The calendar is large; it is loaded when first asked for, and once. */
function rememberOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | null = null;
  return () => (loaded ??= load());
}
