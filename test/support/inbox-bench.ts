import { type Ability, createInbox, type Inbox } from '../../src/features/inbox/inbox.ts';
import type { InboundMessage, Message, MessageOutcome } from '../../src/domain/message.ts';
import type { Store } from '../../src/ports/store.ts';
import { createHandClock, type HandClock } from './hand-clock.ts';
import { createNotingLog, type NotingLog } from './noting-log.ts';
import { message } from './store-builders.ts';
import { openTempStore } from './temp-store.ts';

export type InboxBench = {
  store: Store;
  inbox: Inbox;
  clock: HandClock;
  log: NotingLog;
  /** Texts in the order they were handled. */
  handled: readonly string[];
  /** Stores a message that is sent now. */
  say(key: string, changes?: Partial<InboundMessage> & { group?: string }): Promise<number>;
  /** Rounds until nothing waits. */
  settle(): Promise<void>;
  outcomeOf(messageId: number): Promise<MessageOutcome | null | undefined>;
  /** Texts of the replies to a message. */
  repliesTo(messageId: number): Promise<string[]>;
  /** Closes the store and starts a new inbox on the same data, as after a crash. */
  restart(): Promise<InboxBench>;
  /** Another worker on a handle of its own, as in another process. */
  second(): Promise<InboxBench>;
};

/** Answers every message with 答 and its text. */
export const echo: Ability = async (message) => async () => [{ text: `答 ${message.text}` }];

/** An inbox over the real store; `abilities` may be asked again after a restart. */
export async function openInbox(
  abilities: readonly Ability[] = [echo],
  overhear: Ability = async () => null,
): Promise<InboxBench> {
  const clock = createHandClock('2026-11-23T09:00:00+08:00');
  const { store, reopen, second } = await openTempStore(clock);
  const open = (on: Store): InboxBench => {
    const log = createNotingLog();
    const handled: string[] = [];
    const inbox = createInbox({
      onClaimed: () => {},
      store: on,
      clock,
      log,
      onReplies: () => {},
      owner: 'worker',
      overhear,
      abilities: abilities.map((ability) => (given: Message) => {
        if (ability === abilities[0]) handled.push(given.text);
        return ability(given);
      }),
      newId: counter(),
    });
    return {
      store: on,
      inbox,
      clock,
      log,
      handled,
      async say(key, changes = {}) {
        const given = message(key, { sentAt: clock.now(), ...changes });
        return (await on.messages.accept(given, clock.now())).messageId;
      },
      settle: () => settle(inbox),
      outcomeOf: async (id) => (await on.messages.find(id))?.outcome,
      async repliesTo(id) {
        return (await on.deliveries.listByKey(`reply/${id}/`)).map(({ text }) => text);
      },
      restart: async () => open(await reopen()),
      second: async () => open(await second()),
    };
  };
  return open(store);
}

async function settle(inbox: Inbox): Promise<void> {
  const { signal } = new AbortController();
  while (await inbox.round(signal));
}

let started = 0;

/** Ids of one inbox differ from those of every other. */
function counter(): () => string {
  started += 1;
  const prefix = `inbox${started}`;
  let next = 0;
  return () => `${prefix}-${(next += 1)}`;
}
