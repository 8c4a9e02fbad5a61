import { addDays, type Day, dayOf, timeOf } from '../../base/calendar.ts';
import type { ReceptionDay } from '../../domain/reception-day.ts';
import { type DayEdit, findDay, readEdit } from './days-checks.ts';
import type { DayActDeps } from './days-acts.ts';
import { type DayDraft, readTerms, readTimes } from './days-draft.ts';
import * as words from './days-notices.ts';
import type { DayPlanDeps } from './days-plan.ts';
import { beginOf, checkEvery, nextDayOf, putOff } from './days-rule.ts';

/** What would be told to whom. `text` null: groups are told nothing, and `note` may say why. */
export type DayOutlook = words.Reach & {
  text: string | null;
  /** In private, to so many. */
  invitation: string | null;
  chats: number;
  /** Messages that wait and would not go out any more. */
  withdrawn: number;
  note: string | null;
};

/** What a day would say as it is written; times are ISO, `dates` the next ones of a rule. */
export type DraftOutlook = words.Reach & {
  announcement: string;
  reminder: string;
  opening: string;
  startsAt: string;
  endsAt: string;
  announceAt: string | null;
  remindAt: string | null;
  chats: number;
  dates: Day[];
};

export type OutlookAct =
  | { kind: 'announce' | 'open' | 'close' }
  | { kind: 'cancel'; reason: string }
  | { kind: 'change'; edit: DayEdit };

/** Looks ahead and stores nothing. Throws what the act would where that can be known. */
export type DayOutlooks = {
  ofDraft(draft: DayDraft & { every: string | null }): Promise<DraftOutlook>;
  ofAct(id: string, act: OutlookAct): Promise<DayOutlook>;
};

export type DayOutlookDeps = Pick<DayActDeps, 'store' | 'clock' | 'timeZone' | 'notices'> &
  Pick<DayPlanDeps, 'isWorkday'>;

const shownDates = 6;
const nobody = { groups: [], leftOut: [], none: null };
const nothing = { ...nobody, text: null, invitation: null, chats: 0, withdrawn: 0, note: null };

export function createDayOutlooks(deps: DayOutlookDeps): DayOutlooks {
  const { store, clock, timeZone, notices } = deps;
  return {
    async ofDraft({ every, ...draft }) {
      const dates = every === null ? [] : await datesOf(deps, { ...draft, every });
      const times = readTimes({ ...draft, date: dates[0] ?? draft.date }, timeZone);
      const day = { ...readTerms(draft), ...times };
      const reach = await notices.reach(store, draft.to);
      return {
        ...reach,
        announcement: words.shownText(words.announcement(day, timeZone)),
        reminder: words.shownText(words.reminder(day, { now: times.remindAt ?? times.startsAt, timeZone })),
        opening: words.shownText(words.opening(day, timeZone)),
        startsAt: new Date(times.startsAt).toISOString(),
        endsAt: new Date(times.endsAt).toISOString(),
        announceAt: isoOf(times.announceAt),
        remindAt: isoOf(times.remindAt),
        chats: (await notices.chatsFor(draft.to)).length,
        dates,
      };
    },

    async ofAct(id, act) {
      const day = await findDay(store, id);
      switch (act.kind) {
        case 'announce':
          return toAll(deps, day, words.announcement(day, timeZone));
        case 'open': {
          const chats = (await notices.chatsFor(day.segment)).length;
          const invitation = chats === 0 ? null : words.invitation(day, timeZone);
          return { ...(await toAll(deps, day, words.opening(day, timeZone))), chats, invitation };
        }
        case 'close': {
          const { waiting } = await notices.heard(store, id);
          return {
            ...nothing,
            withdrawn: waiting,
            note: '群里不会收到消息；之后的诉求照常登记，不再算在这次接待日里。',
          };
        }
        case 'cancel':
          return ofCancel(deps, day, act.reason);
        case 'change': {
          const changes = readEdit(day, act.edit, { timeZone, now: clock.now() });
          return ofChange(deps, day, { ...day, ...changes });
        }
      }
    },
  };
}

async function toAll(deps: DayOutlookDeps, day: ReceptionDay, text: string): Promise<DayOutlook> {
  return { ...nothing, ...(await deps.notices.reach(deps.store, day.segment)), text: words.shownText(text) };
}

async function ofCancel(deps: DayOutlookDeps, day: ReceptionDay, reason: string): Promise<DayOutlook> {
  const { groups, waiting } = await deps.notices.heard(deps.store, day.id);
  if (groups.length === 0) return { ...nothing, withdrawn: waiting, note: '还没有群听说过这次接待日，不用通知谁。' };
  const text = words.shownText(words.cancelled(day, reason.trim() || '（您写的原因）', deps.timeZone));
  return { ...nothing, groups, withdrawn: waiting, text };
}

async function ofChange(deps: DayOutlookDeps, day: ReceptionDay, after: ReceptionDay): Promise<DayOutlook> {
  const told = (['date', 'startsAt', 'endsAt', 'host', 'place', 'topics'] as const).some(
    (name) => JSON.stringify(day[name]) !== JSON.stringify(after[name]),
  );
  if (!told) return { ...nothing, note: '和现在一样，没有要改的。' };
  if (day.status === 'planned') return { ...nothing, note: '还没有预告，改了不用通知谁；到时按新的预告。' };
  const { groups, waiting } = await deps.notices.heard(deps.store, day.id);
  const text = groups.length === 0 ? words.announcement(after, deps.timeZone) : words.changed(after, deps.timeZone);
  return { ...(await toAll(deps, after, text)), withdrawn: waiting };
}

/** The next days of a rule, put off where they fall on a day off. */
async function datesOf(
  { isWorkday, clock, timeZone }: DayOutlookDeps,
  of: Pick<DayDraft, 'date' | 'from'> & { every: string },
): Promise<Day[]> {
  checkEvery(of.every);
  const isWorked = await isWorkday();
  const today = dayOf(clock.now(), timeZone);
  const dates: Day[] = [];
  const begin = beginOf(of, { today, now: timeOf(clock.now(), timeZone) });
  let next = nextDayOf(of.every, addDays(begin, -1), isWorked);
  while (next !== null && dates.length < shownDates) {
    dates.push(putOff(next, isWorked));
    next = nextDayOf(of.every, next, isWorked);
  }
  return dates;
}

function isoOf(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}
