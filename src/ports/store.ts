import type { Cases } from './cases.ts';
import type { Conversations } from './conversations.ts';
import type { DailyDays } from './daily-days.ts';
import type { Deliveries } from './deliveries.ts';
import type { Dialogues } from './dialogues.ts';
import type { Documents } from './documents.ts';
import type { Members } from './members.ts';
import type { Messages } from './messages.ts';
import type { UnansweredQuestions } from './unanswered.ts';

/** The nouns of the store, as seen in or out of a transaction. */
export type Records = {
  messages: Messages;
  conversations: Conversations;
  members: Members;
  documents: Documents;
  cases: Cases;
  deliveries: Deliveries;
  dialogues: Dialogues;
  dailyDays: DailyDays;
  unanswered: UnansweredQuestions;
};

/**
 * Everything that must survive a crash.
 *
 * Every adapter passes test/contract/store.ts. Times are epoch milliseconds; absent is null.
 */
export interface Store extends Records {
  readonly engine: 'sqlite' | 'postgres';
  /** All of it happens or none; never hold one over a network call. Use only the records passed in. */
  transaction<T>(work: (records: Records) => Promise<T>): Promise<T>;
  /** Throws `store/unavailable` when the store does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
