import { isDeepStrictEqual } from 'node:util';
import { addDays, dayOf, timeOf } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import { unknownYearSentence } from '../../domain/holiday-year.ts';
import type { ReceptionDay } from '../../domain/reception-day.ts';
import type { NewReceptionRule } from '../../domain/reception-rule.ts';
import * as acts from './days-acts.ts';
import { conflict } from './days-checks.ts';
import { checkClock, invalid, isOver, readTerms, readTimes } from './days-draft.ts';
import type { DayDesk, DayDeskDeps } from './days.ts';
import { aheadDays, planRule } from './days-plan.ts';
import { beginOf, checkEvery, nextDayOf, unknownYears } from './days-rule.ts';
import { listedRule, type ListedDay, type ListedRule, type ShownDay } from './days-show.ts';

export type DayPlanning = Pick<DayDesk, 'plan' | 'planRule' | 'rules' | 'holidayNote' | 'stop'>;

/** How days are told to staff. */
export type TellDays = {
  show(id: string): Promise<ShownDay>;
  list(days: readonly ReceptionDay[]): Promise<ListedDay[]>;
  nameOf(segment: string): Promise<string>;
};

const mostRules = 200;

/** Days to come, one by one or by a rule. */
export function createDayPlanning(deps: DayDeskDeps, { show, list, nameOf }: TellDays): DayPlanning {
  const { store, timeZone, notices } = deps;
  return {
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
  };
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

function raise(id: string): never {
  throw new Error(`${id} was just stored and is not there`);
}
