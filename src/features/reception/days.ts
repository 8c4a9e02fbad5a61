import { isDeepStrictEqual } from 'node:util';
import { addDays, type Day, dayOf, daysBetween, instantAt, isDay, timeOf } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import type { Case } from '../../domain/case.ts';
import { type DayPoint, type DayStatus, isAhead, type ReceptionDay } from '../../domain/reception-day.ts';
import { unknownYearSentence } from '../../domain/holiday-year.ts';
import type { NewReceptionRule } from '../../domain/reception-rule.ts';
import type { Records } from '../../ports/store.ts';
import * as acts from './days-acts.ts';
import { assignCases } from './days-cases.ts';
import { checkClock, type DayDraft, invalid, isOver, readTerms, readTimes } from './days-draft.ts';
import { aheadDays, type DayPlanDeps, planRule } from './days-plan.ts';
import { beginOf, checkEvery, nextDayOf, unknownYears } from './days-rule.ts';
import { seenEntry } from './seen.ts';
import { listed, type ListedDay, listedRule, type ListedRule, shown, type ShownDay } from './days-show.ts';

/** `isKnown`: whether the holidays of a day's year are. */
export type DayDeskDeps = DayPlanDeps & { newId: () => string; isKnown: () => Promise<(day: Day) => boolean> };

/** What is left out stays as it is; `place` null = online. */
export type DayEdit = Partial<Pick<DayDraft, 'date' | 'from' | 'until' | 'host' | 'place' | 'topics'>>;

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
const longestReason = 200;
const mostRules = 200;

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

    async plan(draft, key = deps.newId()) {
      const times = readTimes(draft, timeZone);
      const now = deps.clock.now();
      if (isOver(times, now)) throw invalid(`${draft.date} ${draft.until} 已经过去了，请写以后的时间。`);
      const id = `d-${shortened(key, 12)}`;
      await store.transaction(async (records) => {
        const segment = await notices.pin(records, draft.to);
        const made = { ...readTerms(draft), ...times, id, ruleId: null, segment, createdBy: draft.by, createdAt: now };
        const isNew = await records.receptionDays.add(made);
        const day = (await records.receptionDays.find(id)) ?? raise(id);
        if (!isNew) return assertSame(day, made);
        await acts.putOnRecord(records, { at: now, who: draft.by, action: 'plan', day, note: null });
      });
      return show(id);
    },

    async planRule(draft, key = deps.newId()) {
      checkEvery(draft.every);
      checkClock(draft.from, draft.until);
      const isWorkday = await deps.isWorkday();
      const now = deps.clock.now();
      const today = dayOf(now, timeZone);
      const begin = beginOf(draft, { today, now: timeOf(now, timeZone) });
      const nextDay = nextDayOf(draft.every, addDays(begin, -1), isWorkday);
      if (nextDay === null) throw invalid(`按“${draft.every}”以后没有一天是接待日，请换个规律。`);
      const id = `r-${shortened(key, 8)}`;
      await store.transaction(async (records) => {
        const segment = await notices.pin(records, draft.to);
        const { every, from, until, by: createdBy } = draft;
        const terms = readTerms(draft);
        const asked = { ...terms, id, every, from, until, segment, nextDay, createdBy, createdAt: now };
        if (!(await records.receptionRules.add(asked)))
          return assertSameRule((await records.receptionRules.find(id)) ?? raise(id), asked);
        const detail = { every, from, until };
        await records.audit.append({ at: now, who: createdBy, action: 'day/plan', subject: id, detail });
      });
      const rule = (await store.receptionRules.find(id)) ?? raise(id);
      await planRule(deps, rule, { until: addDays(today, aheadDays), isWorkday });
      const days = await list(await store.receptionDays.listOfRule(id, now));
      return { rule: listedRule(rule, await nameOf(rule.segment)), days };
    },

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

    async rules() {
      const rules: ListedRule[] = [];
      for (const rule of await store.receptionRules.list(mostRules))
        rules.push(listedRule(rule, await nameOf(rule.segment)));
      return rules;
    },

    async holidayNote() {
      const going = (await store.receptionRules.list(mostRules)).filter(({ endedAt }) => endedAt === null);
      const [isWorkday, isKnown] = [await deps.isWorkday(), await deps.isKnown()];
      const years = going.flatMap((rule) => unknownYears(rule, { isWorkday, isKnown })).toSorted();
      return years[0] === undefined ? null : unknownYearSentence('接待日', years[0]);
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

    async stop(ruleId, who) {
      const at = deps.clock.now();
      const ended = await store.transaction(async ({ receptionRules, audit }) => {
        if ((await receptionRules.find(ruleId)) === null)
          throw new AppError('record/not-found', `没有编号为 ${ruleId} 的定期接待日，请看接待日列表里的编号。`);
        if (!(await receptionRules.end(ruleId, at))) return false;
        await audit.append({ at, who, action: 'day/stop', subject: ruleId, detail: {} });
        return true;
      });
      const days = await store.receptionDays.listOfRule(ruleId, at);
      // A crash may have left some of them, for whoever asks again.
      if (!ended && !days.some(({ status }) => status === 'planned')) throw conflict('这个定期接待日之前已经停止了。');
      let cancelled = 0;
      for (const day of days.filter(({ status }) => status === 'planned'))
        if ((await acts.cancel(deps, day, { who, staff: true, reason: '定期接待日停止' })) !== null) cancelled += 1;
      return { cancelled, left: await list(await store.receptionDays.listOfRule(ruleId, at)) };
    },

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

export async function findDay({ receptionDays }: Pick<Records, 'receptionDays'>, id: string): Promise<ReceptionDay> {
  const day = await receptionDays.find(id);
  if (day !== null) return day;
  throw new AppError('record/not-found', `没有编号为 ${id} 的接待日，请看接待日列表里的编号。`);
}

export function readEdit(day: ReceptionDay, edit: DayEdit, { timeZone, now }: { timeZone: string; now: number }) {
  if (!isAhead(day)) throw conflict(`${day.id} 已经结束或取消，不能再改。`);
  if (day.status === 'open' && Object.keys(edit).some((name) => name !== 'until'))
    throw conflict('接待日开放以后只能改结束时间。');
  const { announceDays, remindDays } = day;
  const written = {
    date: edit.date ?? day.date,
    from: edit.from ?? timeOf(day.startsAt, timeZone),
    until: edit.until ?? timeOf(day.endsAt, timeZone),
  };
  const times = readTimes({ ...written, announceDays, remindDays }, timeZone);
  if (isOver(times, now)) throw invalid(`${written.date} ${written.until} 已经过去了，请写以后的时间。`);
  const { host = day.host, place = day.place, topics = day.topics } = edit;
  return { ...readTerms({ host, place, topics, announceDays, remindDays }), ...times };
}

function readReason(written: string): string {
  const reason = written.replace(/\s+/gu, ' ').trim();
  if (reason === '') throw invalid('请写明取消的原因，听说过这次接待日的群会看到。');
  if (Array.from(reason).length > longestReason) throw invalid(`取消的原因最多 ${longestReason} 个字。`);
  return reason;
}

const statusWords = {
  planned: '还没有预告',
  announced: '已经预告',
  open: '正在开放',
  closed: '已经结束',
  reported: '已经公布结果',
  cancelled: '已经取消',
  missed: '没有开放就过去了',
} as const satisfies Record<DayStatus, string>;

export function assertStatus(day: ReceptionDay, fitting: readonly DayStatus[], what: string): void {
  if (!fitting.includes(day.status)) throw conflict(`${day.id} ${statusWords[day.status]}，不能${what}。`);
}

function assertNotBegun({ id, startsAt }: ReceptionDay, now: number): void {
  if (startsAt <= now) throw conflict(`${id} 已经到了开始时间，不用预告，可以直接开放。`);
}

/** Of ids and keys alike. */
function shortened(key: string, length: number): string {
  return key.replaceAll('-', '').slice(0, length);
}

function assertSame(known: ReceptionDay, asked: Pick<ReceptionDay, 'startsAt' | 'endsAt' | 'host' | 'segment'>): void {
  const same = (['startsAt', 'endsAt', 'host', 'segment'] as const).every((name) => known[name] === asked[name]);
  if (!same) throw conflict('这个 Idempotency-Key 已经用来安排过另一次接待日，请换一个。');
}

const ruleTerms = [
  'every',
  'from',
  'until',
  'segment',
  'host',
  'place',
  'topics',
  'announceDays',
  'remindDays',
] as const;

/** Which day is the next one changes as days are planned. */
function assertSameRule(known: NewReceptionRule, asked: NewReceptionRule): void {
  if (!ruleTerms.every((name) => isDeepStrictEqual(known[name], asked[name])))
    throw conflict('这个 Idempotency-Key 已经用来定过另一个规律，请换一个。');
}

function conflict(message: string): AppError {
  return new AppError('record/conflict', message);
}

export function changedMeanwhile(id: string): AppError {
  return conflict(`${id} 刚被别人改过，请重新看一遍再做。`);
}

function raise(id: string): never {
  throw new Error(`${id} was just stored and is not there`);
}
