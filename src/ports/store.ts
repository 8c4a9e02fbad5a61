import type { Assignments } from './assignments.ts';
import type { Audit } from './audit.ts';
import type { Authenticators } from './authenticators.ts';
import type { Bindings } from './bindings.ts';
import type { Broadcasts } from './broadcasts.ts';
import type { CaseFiles } from './case-files.ts';
import type { Cases } from './cases.ts';
import type { ChannelStatuses } from './channel-statuses.ts';
import type { Conversations } from './conversations.ts';
import type { DailyDays } from './daily-days.ts';
import type { DailyDrafts } from './daily-drafts.ts';
import type { Deliveries } from './deliveries.ts';
import type { Dialogues } from './dialogues.ts';
import type { Documents } from './documents.ts';
import type { Exchanges } from './exchanges.ts';
import type { Files } from './files.ts';
import type { Generations } from './generations.ts';
import type { Jobs } from './jobs.ts';
import type { Leases } from './leases.ts';
import type { ListItems } from './list-items.ts';
import type { LookUps } from './look-ups.ts';
import type { Members } from './members.ts';
import type { Messages } from './messages.ts';
import type { OwnSynonyms } from './own-synonyms.ts';
import type { Organizations } from './organizations.ts';
import type { People } from './people.ts';
import type { Passwords } from './passwords.ts';
import type { Presence } from './presence.ts';
import type { Privacy } from './privacy.ts';
import type { RateBuckets } from './rate-buckets.ts';
import type { ReadChecks } from './read-checks.ts';
import type { Receipts } from './receipts.ts';
import type { ReceptionDays } from './reception-days.ts';
import type { ReceptionRules } from './reception-rules.ts';
import type { RequestKeys } from './request-keys.ts';
import type { SeriesRecords } from './series.ts';
import type { Sessions } from './sessions.ts';
import type { SignInTries } from './sign-in-tries.ts';
import type { SmsRefusals } from './sms-refusals.ts';
import type { UnansweredQuestions } from './unanswered.ts';
import type { Users } from './users.ts';
import type { WebInvites } from './web-invites.ts';

/** The nouns of the store, as seen in or out of a transaction. */
export type Records = {
  messages: Messages;
  conversations: Conversations;
  members: Members;
  documents: Documents;
  cases: Cases;
  caseFiles: CaseFiles;
  assignments: Assignments;
  deliveries: Deliveries;
  exchanges: Exchanges;
  files: Files;
  dialogues: Dialogues;
  dailyDays: DailyDays;
  dailyDrafts: DailyDrafts;
  series: SeriesRecords;
  broadcasts: Broadcasts;
  receipts: Receipts;
  lookUps: LookUps;
  readChecks: ReadChecks;
  unanswered: UnansweredQuestions;
  ownSynonyms: OwnSynonyms;
  generations: Generations;
  leases: Leases;
  rateBuckets: RateBuckets;
  channelStatuses: ChannelStatuses;
  users: Users;
  bindings: Bindings;
  organizations: Organizations;
  people: People;
  smsRefusals: SmsRefusals;
  audit: Audit;
  passwords: Passwords;
  authenticators: Authenticators;
  sessions: Sessions;
  signInTries: SignInTries;
  requestKeys: RequestKeys;
  presence: Presence;
  receptionDays: ReceptionDays;
  receptionRules: ReceptionRules;
  listItems: ListItems;
  jobs: Jobs;
  privacy: Privacy;
  webInvites: WebInvites;
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
