import { type Day, type DayWindow, dayOf, daysBetween, isDay } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import { occasionNames } from '../../domain/occasion.ts';
import type { NewFile } from '../../domain/file.ts';
import type { User } from '../../domain/user.ts';
import type { JobRunner } from '../../ports/job-runner.ts';
import type { DailyDraft } from '../../ports/daily-drafts.ts';
import { type CalendarDay, type CalendarDeps, readCalendar } from './calendar.ts';
import { createDayOrders, type DayOrders } from './day-orders.ts';
import { createDraftDesk, type DraftDesk } from './draft-desk.ts';
import { type LibraryList, type LibraryPage, listLibrary, themesOf } from './library-list.ts';
import { createModelDrafts, type DraftOrder, draftedInWords, type ModelDraftsDeps, noModel } from './model-drafts.ts';
import type { SheetFormat } from './month-sheet.ts';
import type { DailyPlan } from './plan.ts';

export type DailyDeskDeps = Omit<CalendarDeps, 'store'> &
  Omit<ModelDraftsDeps, 'who'> & {
    window: DayWindow;
    plan: DailyPlan;
    jobs: Pick<JobRunner, 'start'>;
    makeMonthSheet: (month: string, format: SheetFormat) => Promise<NewFile>;
  };

/** What there is to know before the days are looked at. */
export type DailyFacts = {
  today: Day;
  /** When it goes out, and until when it is caught up. */
  window: DayWindow;
  /** A model is configured. */
  canDraft: boolean;
  themes: { name: string; messages: number }[];
  occasions: readonly string[];
  /** How many drafts wait for a person. */
  waiting: number;
};

/** The daily message as an account of staff works with it; `who` is its name, for the record. */
export type DailyDesk = {
  facts(): Promise<DailyFacts>;
  /** `from` null = today. */
  calendar(of: { from: Day | null; days: number }): Promise<CalendarDay[]>;
  /** One day; throws `record/not-found` for what is no day. */
  day(date: string): Promise<CalendarDay>;
  library(of: LibraryPage): Promise<LibraryList>;
  orders(who: string): DayOrders;
  drafts(who: string): DraftDesk;
  decided(): Promise<DailyDraft[]>;
  /** Drafts beside the request, as a job; throws `config/invalid` without a model. */
  startDrafting(order: Omit<DraftOrder, 'by'>, by: Pick<User, 'id' | 'name'>): Promise<{ id: string }>;
  sendNow(date: string, who: string): Promise<{ date: Day; added: number }>;
  monthSheet(month: string, format: SheetFormat): Promise<NewFile>;
};

export function createDailyDesk(deps: DailyDeskDeps): DailyDesk {
  const near = (date: string): Day => nearDay(date, today());
  const today = (): Day => dayOf(deps.clock.now(), deps.timeZone);
  const { dailyDrafts } = deps.store;
  return {
    async facts() {
      const waiting = (await dailyDrafts.list(['draft'])).length;
      const themes = themesOf(await deps.library.read());
      const { window, model } = deps;
      return { today: today(), window, canDraft: model !== null, themes, occasions: occasionNames, waiting };
    },
    calendar: async ({ from, days }) => readCalendar(deps, { from: from === null ? today() : near(from), days }),
    async day(date) {
      const [day] = await readCalendar(deps, { from: near(date), days: 1 });
      return day ?? noDay(date);
    },
    library: async (of) => listLibrary(deps, { ...of, day: of.day === null ? null : near(of.day) }),
    orders: (who) => ordersOnDays(createDayOrders({ ...deps, who })),
    drafts: (who) => createDraftDesk({ ...deps, who }),
    decided: () => dailyDrafts.list(['approved', 'rejected']),
    async startDrafting(order, { id: userId, name }) {
      if (deps.model === null) throw noModel();
      const draft = createModelDrafts({ ...deps, who: name });
      const title = `请大模型起草 ${order.count} 条寄语`;
      return deps.jobs.start({ kind: 'daily/draft', userId, title }, async ({ signal }) => ({
        file: null,
        note: draftedInWords(await draft({ ...order, by: name, signal })),
      }));
    },
    async sendNow(date, who) {
      if (readDay(date) !== today()) throw new AppError('record/conflict', `${date} 不是今天，只能发今天的寄语。`);
      const { message, added } = await deps.plan.planNow(date, who);
      return { date: message.date, added };
    },
    monthSheet: deps.makeMonthSheet,
  };
}

/** Every day up to it is chosen one after the other: nobody makes us go to the end of time. */
const furthestDays = 400;

function nearDay(date: string, today: Day): Day {
  if (Math.abs(daysBetween(today, readDay(date))) <= furthestDays) return date;
  throw new AppError('input/invalid', `${date} 太远了，只能看今天前后 ${furthestDays} 天。`);
}

/** What comes from outside need not be a day. */
function ordersOnDays(orders: DayOrders): DayOrders {
  return {
    fix: async (day, message) => orders.fix(readDay(day), message),
    unfix: async (day) => orders.unfix(readDay(day)),
    skip: async (day, reason, told) => orders.skip(readDay(day), reason, told),
    unskip: async (day) => orders.unskip(readDay(day)),
  };
}

function readDay(date: string): Day {
  return isDay(date) ? date : noDay(date);
}

function noDay(date: string): never {
  throw new AppError('record/not-found', `没有“${date}”这一天，日期应写成 YYYY-MM-DD。`);
}
