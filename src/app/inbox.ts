import { createRollAbility } from '../features/broadcasts/roll-ability.ts';
import { createStatistics } from '../features/broadcasts/statistics.ts';
import { handleBinding } from '../features/directory/binding.ts';
import { handleBareFile } from '../features/inbox/files.ts';
import { createInbox, type Inbox } from '../features/inbox/inbox.ts';
import { createIntegrityAbility } from '../features/integrity/integrity.ts';
import { clearsAt, forgetAnonymous } from '../features/reception/anonymous.ts';
import type { AllChannels } from './all-channels.ts';
import type { Answering } from './answering.ts';
import type { Casework } from './casework.ts';
import type { Daily } from './daily.ts';
import type { Latency } from './latency.ts';
import type { Sending } from './sending.ts';
import type { Shared } from './shared.ts';

export type BotInboxDeps = {
  owner: string;
  latency: Latency;
  all: AllChannels;
  answering: Answering;
  daily: Daily;
  sending: Sending;
  casework: Casework;
};

/** Who is asked what to make of a message: the first who has something to say answers. */
export function createBotInbox(shared: Shared, deps: BotInboxDeps): Inbox {
  const { owner, latency, all, answering, daily, sending, casework } = deps;
  const { channels, receipts } = all;
  const { taking, ledgers, days, following } = casework;
  const { wakes } = shared;
  const statistics = { ...shared, desk: sending.broadcasts, channels, more: ledgers.figuresWithPicture };
  return createInbox({
    ...shared,
    owner,
    onAnswered: latency.observe,
    onClaimed: wakes.inbox.notify,
    onReplies: wakes.sender.notify,
    overhear: async (message) => forgetAnonymous(message) ?? receipts.overhear(message),
    clearsAt,
    abilities: [
      handleBinding,
      sending.orders.handle,
      taking.handleFile,
      handleBareFile,
      createStatistics(statistics).handle,
      createRollAbility({ ...shared, channels, rolls: sending.rolls }).handle,
      receipts.handle,
      answering.handoff.handle,
      createIntegrityAbility({ ...shared, plan: daily.plan }),
      ...following.abilities,
      days.handle,
      taking.reception.handle,
      answering.answers.handle,
    ],
  });
}
