import { createWake, runLoop, type Wake } from '../base/wake.ts';
import type { Sender } from '../features/broadcasts/sender.ts';
import type { Inbox } from '../features/inbox/inbox.ts';
import type { DailyPlan } from '../features/integrity/plan.ts';
import type { Log } from '../ports/log.ts';
import type { Knowledge } from './knowledge.ts';

export type WorkDeps = {
  inbox: Inbox;
  sender: Sender;
  plan: DailyPlan;
  knowledge: Knowledge;
  log: Log;
  wakes: { inbox: Wake; sender: Wake };
};

/** Conversations handled side by side; within one, messages keep their order. */
const inboxLoops = 4;
/** The net under wake-ups that another process could not give, milliseconds. */
const every = { inbox: 1_000, sender: 1_000, recovery: 5_000, plan: 5_000, follow: 1_000, folder: 3_000 };

/** Answers and sends until the signal; resolves when what was in hand is finished. */
export async function answerAndSend(deps: WorkDeps, signal: AbortSignal): Promise<void> {
  const loop = looper(deps.log, signal);
  await Promise.all([
    ...Array.from({ length: inboxLoops }, () =>
      loop('inbox', { round: () => deps.inbox.round(signal), wake: deps.wakes.inbox, every: every.inbox }),
    ),
    loop('sender', { round: () => deps.sender.round(signal), wake: deps.wakes.sender, every: every.sender }),
    loop('recovery', { round: once(() => deps.sender.recover(false)), wake: createWake(), every: every.recovery }),
    loop('follow', { round: once(() => deps.knowledge.catchUp()), wake: createWake(), every: every.follow }),
  ]);
}

/** What only a server does: the day's message and the knowledge folder. */
export async function keepHouse(deps: WorkDeps, signal: AbortSignal): Promise<void> {
  const loop = looper(deps.log, signal);
  await Promise.all([
    loop('plan', { round: once(() => deps.plan.planDue()), wake: createWake(), every: every.plan }),
    loop('folder', { round: once(() => deps.knowledge.refresh()), wake: createWake(), every: every.folder }),
  ]);
}

type Rounds = { round: () => Promise<boolean>; wake: Wake; every: number };

/** A loop whose store is away says so once, and again when it is back and fails anew. */
function looper(log: Log, signal: AbortSignal): (name: string, rounds: Rounds) => Promise<void> {
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
