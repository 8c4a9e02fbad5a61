import type { CaseAct } from './case-act.ts';
import { toListed } from './case-desk.ts';
import { addCase, type CaseOrder } from './desk-case.ts';
import { newestOpen } from './case-pages.ts';
import { findAlike } from './duplicates.ts';
import type { FollowUpDeps } from './follow-up-deps.ts';
import { mergeCases } from './merging.ts';
import { listByHand, type ReminderByHand } from './reminders-by-hand.ts';
import { findResponsible } from './responsible.ts';
import { readStory, type Story } from './story.ts';
import { findCase, type Taken, takeStep } from './take-step.ts';
import { type DuplicateItem, toDuplicate } from './duplicate-item.ts';
import { type DissatisfiedItem, reasonOf } from './dissatisfied.ts';
import { kindName } from './labels.ts';
import { listUntold, type Untold } from './untold.ts';
import { listWaiting, mostWaiting, type WaitingAsk, type WaitingList } from './waiting.ts';

/** `who` as people read it; `seen`: the version that was looked at, null = whichever there is. */
export type By = { who: string; seen: number | null };

/** What staff do until a case is at its end. Throws `input/invalid`, `record/not-found`, `record/conflict`, each with one sentence. */
export type FollowUp = {
  act(no: string, act: CaseAct, by: By): Promise<Taken>;
  /** What came by telephone, on paper, or from a body above (督办). Returns its number; the same key again is the same case. */
  add(order: CaseOrder, by: By): Promise<{ no: string }>;
  /** The open cases that read like one, the most alike first. */
  duplicates(no: string): Promise<{ cases: DuplicateItem[] }>;
  merge(of: { no: string; into: string }, by: By): Promise<Taken>;
  /** What waits, the first due first. */
  waiting(ask: WaitingAsk): Promise<WaitingList>;
  /** What ended without the one who submitted being satisfied, and was not done again, the newest first. */
  dissatisfied(limit: number): Promise<{ cases: DissatisfiedItem[] }>;
  story(no: string): Promise<Story>;
  /** Whom a person has to tell, because the bot could not: those who must act, and those who submitted. */
  remindersByHand(): Promise<{ reminders: ReminderByHand[]; submitters: Untold[] }>;
};

/** Older open ones are not held against it. */
const mostCompared = 2_000;

export function createFollowUp(deps: FollowUpDeps): FollowUp {
  const { store, clock } = deps;
  const then = <T>(done: T): T => {
    deps.onPlanned();
    return done;
  };

  return {
    async act(no, act, { who, seen }) {
      const isWorkday = await deps.workdays();
      const by = { who, seen, at: clock.now() };
      return then(await store.transaction((records) => takeStep({ ...deps, isWorkday }, records, { no, act, by })));
    },

    async add(order, { who }) {
      const isWorkday = await deps.workdays();
      const kinds = await deps.kindNames();
      const forms = (await deps.forms?.())?.forms ?? [];
      const by = { who, seen: null, at: clock.now() };
      return store.transaction((records) => addCase({ ...deps, isWorkday, kinds, forms }, records, { order, by }));
    },

    async duplicates(no) {
      const one = await findCase(store, no, null);
      const open = await newestOpen(store.cases, mostCompared);
      const cases = new Map(open.map((other) => [other.no, other]));
      const alike = await findAlike(one, open);
      return { cases: alike.map((found) => toDuplicate(found, cases.get(found.no) ?? one)) };
    },

    async merge(of, { who, seen }) {
      const by = { who, seen, at: clock.now() };
      return then(await store.transaction((records) => mergeCases(deps, records, { ...of, by })));
    },

    async waiting({ assignee, ...ask }) {
      const assignees = assignee === null ? null : [await findResponsible(store, assignee)];
      const calendar = { isWorkday: await deps.workdays(), kinds: await deps.kindNames() };
      return listWaiting({ ...deps, ...calendar }, { ...ask, assignees }, clock.now());
    },

    async dissatisfied(limit) {
      const wanted = Math.max(1, Math.min(limit, mostWaiting));
      const kinds = await deps.kindNames();
      const cases: DissatisfiedItem[] = [];
      for (const one of await store.cases.listRated({ satisfaction: 'dissatisfied', limit: wanted }))
        cases.push({
          ...toListed(one),
          kindName: kindName(one.kind, kinds),
          reason: reasonOf(await store.cases.steps(one.no)),
        });
      return { cases };
    },

    async story(no) {
      return readStory(store, await findCase(store, no, null));
    },

    async remindersByHand() {
      return { reminders: await listByHand(deps), submitters: await listUntold(deps) };
    },
  };
}
