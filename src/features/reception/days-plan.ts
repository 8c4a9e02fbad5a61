import { addDays, dayOf } from '../../base/calendar.ts';
import type { DueAct, ReceptionDay } from '../../domain/reception-day.ts';
import { dueAct } from '../../domain/reception-day.ts';
import type { ReceptionRule } from '../../domain/reception-rule.ts';
import type { Log } from '../../ports/log.ts';
import * as acts from './days-acts.ts';
import { timesOn } from './days-draft.ts';
import { type IsWorkday, nextDayOf, putOff } from './days-rule.ts';

export type DayPlanDeps = acts.DayActDeps & { log: Log; isWorkday: () => Promise<IsWorkday> };

export type DayPlan = {
  /** Plans what follows from rules, and does what is due on each day, once whoever asks. */
  planDue(): Promise<void>;
};

/** Days of a rule are planned so far ahead, in days; older ones than that are not made up for. */
export const aheadDays = 35;
const behindDays = 31;
const batch = 100;

export function createDayPlan(deps: DayPlanDeps): DayPlan {
  return {
    async planDue() {
      const failures: unknown[] = [];
      const note = (error: unknown): unknown => failures.push(error);
      await planRules(deps).catch(note);
      // What was done may be followed by what is due next, a start by an end after a long absence.
      for (const day of await deps.store.receptionDays.listDue(deps.clock.now(), batch)) {
        // One that fails is not in the way of the others.
        await catchUp(deps, day).catch(note);
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}

async function catchUp(deps: DayPlanDeps, found: ReceptionDay): Promise<void> {
  let day: ReceptionDay | null = found;
  while (day !== null) {
    const now = deps.clock.now();
    const due = dueAct(day, now);
    if (due === null) return;
    if (due === 'miss') deps.log.warn({ dayId: day.id }, 'a reception day passed while nothing ran');
    // All of it is done at the moment it was due at: its time may run out meanwhile.
    day = await doing[due]({ ...deps, clock: { now: () => now } }, day, acts.itself);
  }
}

const doing = {
  announce: acts.announce,
  remind: acts.remind,
  open: acts.open,
  close: acts.close,
  miss: acts.miss,
} as const satisfies Record<DueAct, unknown>;

async function planRules(deps: DayPlanDeps): Promise<void> {
  const until = addDays(dayOf(deps.clock.now(), deps.timeZone), aheadDays);
  const rules = await deps.store.receptionRules.listDue(until);
  if (rules.length === 0) return;
  const isWorkday = await deps.isWorkday();
  for (const rule of rules) await planRule(deps, rule, { until, isWorkday });
}

/** One transaction a day: a crash between two leaves the rest for the next round. */
export async function planRule(
  deps: Pick<DayPlanDeps, 'store' | 'clock' | 'timeZone'>,
  rule: ReceptionRule,
  { until, isWorkday }: { until: string; isWorkday: IsWorkday },
): Promise<void> {
  const oldest = addDays(dayOf(deps.clock.now(), deps.timeZone), -behindDays);
  let from = rule.nextDay;
  while (from <= until) {
    const to = nextDayOf(rule.every, from, isWorkday);
    const taken = await deps.store.transaction(async ({ receptionDays, receptionRules }) => {
      if (to === null) await receptionRules.end(rule.id, deps.clock.now());
      else if (!(await receptionRules.advance(rule.id, { from, to }))) return false;
      if (from >= oldest) await receptionDays.add(dayOfRule(deps, rule, putOff(from, isWorkday)));
      return true;
    });
    if (!taken || to === null) return;
    from = to;
  }
}

function dayOfRule({ clock, timeZone }: Pick<DayPlanDeps, 'clock' | 'timeZone'>, rule: ReceptionRule, date: string) {
  const { host, place, topics, segment, announceDays, remindDays, createdBy } = rule;
  return {
    host,
    place,
    topics,
    segment,
    announceDays,
    remindDays,
    createdBy,
    ...timesOn(date, rule, timeZone),
    id: `${rule.id}-${date.replaceAll('-', '')}`,
    ruleId: rule.id,
    createdAt: clock.now(),
  };
}
