import { addDays, type Day, daysBetween, instantAt, isDay } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import type { Case } from '../../domain/case.ts';
import type { DayPoint, DayStatus, ReceptionDay } from '../../domain/reception-day.ts';
import * as acts from './days-acts.ts';
import { assignCases } from './days-cases.ts';
import {
  assertNotBegun,
  assertStatus,
  changedMeanwhile,
  conflict,
  type DayEdit,
  findDay,
  readEdit,
  readReason,
} from './days-checks.ts';
import { type DayDraft, invalid, isOver } from './days-draft.ts';
import type { DayPlanDeps } from './days-plan.ts';
import { createDayPlanning } from './days-planning.ts';
import { listed, type ListedDay, type ListedRule, shown, type ShownDay } from './days-show.ts';
import { seenEntry } from './seen.ts';

/** `isKnown`: whether the holidays of a day's year are. */
export type DayDeskDeps = DayPlanDeps & { newId: () => string; isKnown: () => Promise<(day: Day) => boolean> };

/** What staff do with reception days. Throws `input/*`, `record/not-found` and `record/conflict`, each with one sentence. */
export type DayDesk = {
  /** `key`: of who asks; the same one again is the same day, and another day with it is refused. */
  plan(draft: DayDraft, key?: string): Promise<ShownDay>;
  /** `every` as in `days-rule.ts`; its first days are planned at once. `date` is the first day it may fall on. */
  planRule(draft: DayDraft & { every: string }, key?: string): Promise<{ rule: ListedRule; days: ListedDay[] }>;
  /** The last first, those after a day; null = from the last. */
  list(of: { status: DayStatus | null; after: string | null; limit: number }): Promise<ListedDay[]>;
  /** Those of some days, both included, in order; throws `input/invalid` for more days than a page shows. */
  between(of: { from: Day; until: Day }): Promise<ListedDay[]>;
  rules(): Promise<ListedRule[]>;
  /** What staff should know of the holidays that the next days of the rules go by; null = nothing. */
  holidayNote(): Promise<string | null>;
  show(id: string): Promise<ShownDay>;
  change(id: string, edit: DayEdit, by: string): Promise<ShownDay>;
  announce(id: string, by: string): Promise<ShownDay>;
  open(id: string, by: string): Promise<ShownDay>;
  close(id: string, by: string): Promise<ShownDay>;
  cancel(id: string, reason: string, by: string): Promise<ShownDay>;
  /** Ends a rule and cancels its days that no group has heard of; returns how many, and those that are left. */
  stop(ruleId: string, by: string): Promise<{ cancelled: number; left: ListedDay[] }>;
  writeMinutes(id: string, text: string, by: string): Promise<ShownDay>;
  /** What is said in public of one of its cases. */
  setPoint(id: string, point: DayPoint, by: string): Promise<void>;
  /** Cases of another day, or of none, belong to it from now on; all of them or none. */
  addCases(id: string, nos: readonly string[], by: string): Promise<void>;
  cases(id: string, of: CasesPage): Promise<Case[]>;
  /** The same for somebody to read, which is on record before. */
  readCases(id: string, of: CasesPage, who: string): Promise<Case[]>;
};

type CasesPage = { after: string | null; limit: number };

/** A calendar shows less. */
const [longestSpan, mostBetween] = [100, 1_000];
const longestMinutes = 20_000;

export function createDayDesk(deps: DayDeskDeps): DayDesk {
  const { store, timeZone, notices } = deps;
  const find = (id: string): Promise<ReceptionDay> => findDay(store, id);
  const nameOf = (segment: string): Promise<string> => notices.name(store, segment);
  const list = async (days: readonly ReceptionDay[]): Promise<ListedDay[]> => {
    const all: ListedDay[] = [];
    for (const day of days) all.push(listed(day, await nameOf(day.segment)));
    return all;
  };

  const show = async (id: string): Promise<ShownDay> => {
    const day = await find(id);
    const { receptionDays } = store;
    const [steps, cases] = [await receptionDays.steps(id), await receptionDays.countCases(id)];
    const points = await receptionDays.listPoints(id);
    return shown(day, { segment: await nameOf(day.segment), steps, cases, points });
  };

  /** Whoever looked at something else by then is told so. */
  const act = async (id: string, acting: (day: ReceptionDay) => acts.Acted): Promise<ShownDay> => {
    if ((await acting(await find(id))) === null) throw changedMeanwhile(id);
    return show(id);
  };

  return {
    show,
    ...createDayPlanning(deps, { show, list, nameOf }),

    async list({ status, after, limit }) {
      const place = after === null ? null : await find(after);
      return list(await store.receptionDays.page({ status, after: place, limit }));
    },

    async between({ from, until }) {
      if (!isDay(from) || !isDay(until)) throw invalid('日期应写成 YYYY-MM-DD。');
      const days = daysBetween(from, until) + 1;
      if (days < 1 || days > longestSpan) throw invalid(`一次看 1 到 ${longestSpan} 天，请换个时段。`);
      const [start, end] = [from, addDays(until, 1)].map((day) => instantAt(day, '00:00', timeZone));
      return list(await store.receptionDays.listBetween({ from: start ?? 0, until: end ?? 0, limit: mostBetween }));
    },

    change: (id, edit, who) =>
      act(id, (day) => {
        const changes = readEdit(day, edit, { timeZone, now: deps.clock.now() });
        return acts.change(deps, day, { who, staff: true, changes });
      }),

    announce: (id, who) =>
      act(id, (day) => {
        assertStatus(day, ['planned'], '预告');
        assertNotBegun(day, deps.clock.now());
        return acts.announce(deps, day, { who, staff: true });
      }),

    open: (id, who) =>
      act(id, (day) => {
        assertStatus(day, ['planned', 'announced'], '开放');
        if (isOver(day, deps.clock.now())) throw conflict(`${id} 的时间已经过了，不能再开放。`);
        return acts.open(deps, day, { who, staff: true });
      }),

    close: (id, who) =>
      act(id, (day) => {
        assertStatus(day, ['open'], '结束');
        return acts.close(deps, day, { who, staff: true });
      }),

    cancel: (id, written, who) =>
      act(id, (day) => {
        assertStatus(day, ['planned', 'announced'], '取消');
        return acts.cancel(deps, day, { who, staff: true, reason: readReason(written) });
      }),

    writeMinutes: (id, text, who) =>
      act(id, (day) => {
        assertStatus(day, ['open', 'closed', 'reported', 'missed'], '写纪要');
        const minutes = text.replace(/\r\n?/gu, '\n').trim();
        if (minutes === '') throw invalid('纪要不能为空。');
        if (minutes.length > longestMinutes) throw invalid(`纪要最多 ${longestMinutes} 个字，请删短。`);
        return acts.once(deps, day, { by: { who, staff: true }, action: 'minutes', changes: { minutes } });
      }),

    async setPoint(id, point, who) {
      await find(id);
      const found = await store.cases.find(point.caseNo);
      if (found?.receptionDayId !== id)
        throw new AppError('record/not-found', `${point.caseNo} 不是这次接待日的诉求，请先把它归到这次接待日。`);
      await store.transaction(async ({ receptionDays, audit }) => {
        await receptionDays.putPoint(id, point);
        const detail = { case: point.caseNo, point: true };
        await audit.append({ at: deps.clock.now(), who, action: 'day/case', subject: id, detail });
      });
    },

    async addCases(id, nos, who) {
      await assignCases(deps, await find(id), { nos, who });
    },

    async readCases(id, page, who) {
      await find(id);
      const cases = await store.receptionDays.pageCases(id, page);
      await store.audit.append(seenEntry({ who, at: deps.clock.now() }, { subject: id, cases: cases.length }));
      return cases;
    },

    async cases(id, page) {
      await find(id);
      return store.receptionDays.pageCases(id, page);
    },
  };
}
