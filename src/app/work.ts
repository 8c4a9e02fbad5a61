import { setMaxListeners } from 'node:events';
import { type Bell, createWake, runLoop, type Wake } from '../base/wake.ts';
import type { Absence } from '../features/broadcasts/absence.ts';
import type { LookUpRounds } from '../features/broadcasts/look-up.ts';
import type { ReadCheckRounds } from '../features/broadcasts/read-checks.ts';
import type { ReminderPlan } from '../features/broadcasts/reminder.ts';
import type { Sender } from '../features/broadcasts/sender.ts';
import type { SeriesPlan } from '../features/broadcasts/series-plan.ts';
import type { DayPlan } from '../features/reception/days-plan.ts';
import type { Inbox } from '../features/inbox/inbox.ts';
import type { DailyPlan } from '../features/integrity/plan.ts';
import type { AssignmentReminders } from '../features/reception/reminders.ts';
import type { Log } from '../ports/log.ts';
import type { Knowledge } from './knowledge.ts';

export type WorkDeps = {
  inbox: Inbox;
  sender: Sender;
  lookUps: LookUpRounds;
  readChecks: ReadCheckRounds;
  plan: DailyPlan;
  series: SeriesPlan;
  absence: Absence;
  reminders: ReminderPlan;
  assignments: AssignmentReminders;
  dayPlan: DayPlan;
  knowledge: Knowledge;
  /** Removes the files whose time is over. */
  removeFiles: () => Promise<void>;
  log: Log;
  wakes: { inbox: Wake; sender: Bell };
  /** Conversations handled side by side; within one, messages keep their order. */
  inboxLoops: number;
};

/** The net under wake-ups that another process could not give, milliseconds. */
const every = {
  inbox: 1_000,
  sender: 1_000,
  recovery: 5_000,
  lookUps: 5_000,
  readChecks: 15_000,
  plan: 5_000,
  series: 5_000,
  reminders: 30_000,
  assignments: 15_000,
  receptionDays: 5_000,
  files: 600_000,
  follow: 1_000,
  folder: 3_000,
  vectors: 5_000,
  rebuild: 30_000,
  presence: 60_000,
};

/** Answers and sends until the signal; resolves when what was in hand is finished. */
export async function answerAndSend(deps: WorkDeps, signal: AbortSignal): Promise<void> {
  const loop = looper(deps.log, signal);
  await Promise.all([
    ...Array.from({ length: deps.inboxLoops }, () =>
      loop('inbox', { round: () => deps.inbox.round(signal), wake: deps.wakes.inbox, every: every.inbox }),
    ),
    // A platform that answers slowly holds up no other.
    ...deps.sender.channels.map((channel) =>
      loop(`sender of ${channel}`, {
        round: () => deps.sender.round(channel, signal),
        wake: deps.wakes.sender.wake(),
        every: every.sender,
      }),
    ),
    loop('look-ups', { round: () => deps.lookUps.round(signal), wake: createWake(), every: every.lookUps }),
    loop('read checks', { round: () => deps.readChecks.round(signal), wake: createWake(), every: every.readChecks }),
    ...deps.sender.channels.map((channel) =>
      loop(`files of ${channel}`, {
        round: () => deps.sender.fileRound(channel, signal),
        wake: deps.wakes.sender.wake(),
        every: every.sender,
      }),
    ),
    loop('recovery', { round: once(() => deps.sender.recover(false)), wake: createWake(), every: every.recovery }),
    loop('follow', { round: once(() => deps.knowledge.catchUp()), wake: createWake(), every: every.follow }),
  ]);
}

/** What only a server does: what is planned by the clock, files that are kept no longer, the knowledge folder, and what the index needs beyond it. */
export async function keepHouse(deps: WorkDeps, signal: AbortSignal): Promise<void> {
  const loop = looper(deps.log, signal);
  await Promise.all([
    loop('plan', { round: once(() => deps.plan.planDue()), wake: createWake(), every: every.plan }),
    loop('presence', { round: once(() => deps.absence.beat()), wake: createWake(), every: every.presence }),
    loop('files', { round: once(() => deps.removeFiles()), wake: createWake(), every: every.files }),
    loop('series', { round: once(() => deps.series.planDue()), wake: createWake(), every: every.series }),
    loop('assignments', {
      round: once(() => deps.assignments.planDue()),
      wake: createWake(),
      every: every.assignments,
    }),
    loop('reminders', { round: once(() => deps.reminders.planDue()), wake: createWake(), every: every.reminders }),
    loop('reception days', {
      round: once(() => deps.dayPlan.planDue()),
      wake: createWake(),
      every: every.receptionDays,
    }),
    loop('vectors', { round: () => deps.knowledge.enrich(signal), wake: createWake(), every: every.vectors }),
    loop('rebuild', {
      round: once(() => deps.knowledge.rebuildWhenStale(signal)),
      wake: createWake(),
      every: every.rebuild,
    }),
    loop('folder', { round: once(() => deps.knowledge.refresh()), wake: createWake(), every: every.folder }),
  ]);
}

type Rounds = { round: () => Promise<boolean>; wake: Wake; every: number };

/** A loop whose store is away says so once, and again when it is back and fails anew. */
function looper(log: Log, signal: AbortSignal): (name: string, rounds: Rounds) => Promise<void> {
  // Every sleeping loop listens to it, which Node takes for a leak when there are more than ten.
  setMaxListeners(0, signal);
  return (name, { round, wake, every }) => {
    let failing = false;
    const watched = async (): Promise<boolean> => {
      const more = await round();
      failing = false;
      return more;
    };
    const onError = (error: unknown): void => {
      if (!failing) log.error({ loop: name, error }, 'background work failed; it is tried again');
      failing = true;
    };
    return runLoop({ round: watched, wake, every, onError }, signal);
  };
}

function once(work: () => Promise<void>): () => Promise<boolean> {
  return async () => {
    await work();
    return false;
  };
}
