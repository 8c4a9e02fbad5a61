import { dayOf, type DayWindow, instantAt } from '../../base/calendar.ts';
import type { ReadToday } from '../../console/api/handlers/today.ts';
import { countStatistics, type StatisticsDeps } from '../../features/broadcasts/statistics.ts';
import type { DailyPlan } from '../../features/integrity/plan.ts';
import type { Finding } from '../examine.ts';

export type TodayDeps = StatisticsDeps & {
  plan: Pick<DailyPlan, 'messageOf'>;
  dailyCap: number;
  daily: DayWindow;
  /** Every part that must be well, channels among them. */
  examine: () => Promise<readonly Finding[]>;
};

type Today = Awaited<ReturnType<ReadToday>>;

const loadDays = 7;
const shownGroups = 10;
/** However many look at the page, it is counted so often, milliseconds; what a week came to, less often. */
const [freshMs, weekFreshMs] = [5_000, 60_000];

/** What needs a person now, from all that the bot does; counted once for all who look. */
export function createReadToday(deps: TodayDeps): ReadToday {
  const week = keepFor(weekFreshMs, deps, (now) => readLoad(deps, now));
  return keepFor(freshMs, deps, (now) => readToday(deps, { now, week }));
}

function keepFor<T>(ms: number, { clock }: Pick<TodayDeps, 'clock'>, read: (now: number) => Promise<T>) {
  let kept: { at: number; found: Promise<T> } | null = null;
  return (): Promise<T> => {
    const now = clock.now();
    if (kept !== null && now - kept.at < ms && now >= kept.at) return kept.found;
    const found = read(now);
    kept = { at: now, found };
    // What failed is tried by whoever asks next.
    found.catch(() => (kept = null));
    return found;
  };
}

type Reading = { now: number; week: () => Promise<Today['load']> };

async function readToday(deps: TodayDeps, { now, week }: Reading): Promise<Today> {
  const [statistics, drafts, findings, daily, load] = await Promise.all([
    countStatistics(deps),
    deps.store.dailyDrafts.list(['draft']),
    deps.examine(),
    readDaily(deps, now),
    week(),
  ]);
  const { unknown, waiting, reminders, questions, cases, broadcasts } = statistics;
  return {
    at: new Date(now).toISOString(),
    needs: {
      unknown,
      byHand: waiting,
      reminders,
      newCases: cases.registered,
      overdueCases: cases.overdue,
      questions: questions.open,
      handoffs: questions.handoffs,
      drafts: drafts.length,
    },
    unwell: findings.flatMap(({ state, ...finding }) =>
      state === 'warn' || state === 'fail' ? [{ ...finding, state }] : [],
    ),
    daily,
    broadcasts,
    load,
  };
}

async function readDaily({ plan, store, timeZone, daily: { until } }: TodayDeps, now: number): Promise<Today['daily']> {
  const day = dayOf(now, timeZone);
  const message = await plan.messageOf(day);
  if (message === null) return null;
  const planned = await store.dailyDays.find(day);
  const over = now >= instantAt(day, until, timeZone);
  return { text: message.text, skipped: message.skipped, broadcastId: planned === null ? null : `daily/${day}`, over };
}

/** What the groups got unasked in the last days: the burden that the secretariat puts on them. */
async function readLoad({ store, dailyCap }: TodayDeps, now: number): Promise<Today['load']> {
  const groups = await store.conversations.listEnrolled();
  const counts = await store.deliveries.countUnrequestedOf(
    groups.map(({ id }) => id),
    now - loadDays * 24 * 3_600_000,
  );
  const loads = groups.map(({ id, title, platformId }) => ({
    groupId: id,
    group: title ?? platformId,
    messages: counts.get(id) ?? 0,
  }));
  const busiest = loads.toSorted((a, b) => b.messages - a.messages).slice(0, shownGroups);
  const messages = loads.reduce((sum, one) => sum + one.messages, 0);
  return { days: loadDays, dailyCap, groups: groups.length, messages, busiest };
}
