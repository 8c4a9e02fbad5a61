import type { Day } from '../base/calendar.ts';
import type { Holidays } from '../features/broadcasts/holidays.ts';
import type { PlanDeps } from '../features/broadcasts/plan.ts';
import { createDayDesk, type DayDesk } from '../features/reception/days.ts';
import { createDayAbility } from '../features/reception/days-ability.ts';
import { createDayOutlooks, type DayOutlooks } from '../features/reception/days-outlook.ts';
import { createDayPlan, type DayPlan } from '../features/reception/days-plan.ts';
import { createDayReport, type DayReport, type DayReportDeps } from '../features/reception/days-report.ts';
import { createListDesk, type ListDesk } from '../features/reception/lists.ts';
import type { DocumentExporter } from '../ports/exporter.ts';
import type { TableFiles } from '../ports/table-files.ts';
import type { Log } from '../ports/log.ts';
import { createDayNotices } from './day-notices.ts';

export type ReceptionDaysDeps = PlanDeps & {
  log: Log;
  holidays: () => Promise<Holidays>;
  onPlanned: () => void;
  kindNames: DayReportDeps['kindNames'];
  document: DocumentExporter;
  tables: TableFiles;
  /** What the bot says to 帮助 on any day. */
  help: string;
};

export type ReceptionDaysApp = {
  desk: DayDesk;
  outlooks: DayOutlooks;
  plan: DayPlan;
  report: DayReport;
  lists: ListDesk;
  handle: ReturnType<typeof createDayAbility>;
};

/** Reception days joined to broadcasts and to the calendar. */
export function createReceptionDaysApp(deps: ReceptionDaysDeps): ReceptionDaysApp {
  const isWorkday = async (): Promise<(day: Day) => boolean> => (await deps.holidays()).isWorkday;
  const isKnown = async (): Promise<(day: Day) => boolean> => (await deps.holidays()).isKnown;
  const of = { ...deps, isWorkday, isKnown, notices: createDayNotices(deps) };
  return {
    desk: createDayDesk(of),
    outlooks: createDayOutlooks(of),
    plan: createDayPlan(of),
    report: createDayReport(of),
    lists: createListDesk(deps),
    handle: createDayAbility(of),
  };
}
