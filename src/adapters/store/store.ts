import { sql } from 'kysely';
import { hasCode } from '../../base/errors.ts';
import type { Records, Store } from '../../ports/store.ts';
import { createAssignments } from './assignments.ts';
import { createAudit } from './audit.ts';
import { createAuthenticators } from './authenticators.ts';
import { createBindings } from './bindings.ts';
import { createBroadcasts } from './broadcasts.ts';
import { createCaseFiles } from './case-files.ts';
import { createCases } from './cases.ts';
import { createChannelStatuses } from './channel-statuses.ts';
import { createConversations } from './conversations.ts';
import { createDailyDays } from './daily-days.ts';
import { createDailyDrafts } from './daily-drafts.ts';
import { openDatabase, type Database, type Handles, type StoreOptions } from './database.ts';
import { createDeliveries } from './deliveries.ts';
import { createDialogues } from './dialogues.ts';
import { createDocuments } from './documents.ts';
import { unavailable } from './errors.ts';
import { createExchanges } from './exchanges.ts';
import { createFiles } from './files.ts';
import { createGenerations } from './generations.ts';
import { createJobs } from './jobs.ts';
import { createLeases } from './leases.ts';
import { createListItems } from './list-items.ts';
import { createMembers } from './members.ts';
import { createMessages } from './messages.ts';
import { createOrganizations } from './organizations.ts';
import { createOwnSynonyms } from './own-synonyms.ts';
import { createPeople } from './people.ts';
import { createPresence } from './presence.ts';
import { createPrivacy } from './privacy.ts';
import { createRateBuckets } from './rate-buckets.ts';
import { createPasswords } from './passwords.ts';
import { createLookUps } from './look-ups.ts';
import { createReadChecks } from './read-checks.ts';
import { createReceipts } from './receipts.ts';
import { createReceptionDays } from './reception-days.ts';
import { createReceptionRules } from './reception-rules.ts';
import { createRequestKeys } from './request-keys.ts';
import { createSeries } from './series.ts';
import { createSessions } from './sessions.ts';
import { shareReads } from './shared-files.ts';
import { createSignInTries } from './sign-in-tries.ts';
import { createSmsRefusals } from './sms-refusals.ts';
import { createUnanswered } from './unanswered.ts';
import { createUsers } from './users.ts';
import { createWebInvites } from './web-invites.ts';

const PING_MS = 5000;

/** Opens the store, brought to the newest migration; throws `store/newer`, `store/busy` or `store/unavailable`. */
export async function openStore(options: StoreOptions): Promise<Store> {
  return createStore(await openDatabase(options));
}

export function createStore(database: Database): Store {
  const { engine, read, write, now, guard } = database;

  return {
    engine,
    ...createRecords(database),

    transaction(work) {
      return write
        .transaction()
        .execute((db) => guard.enter(() => work(createRecords({ engine, now, read: db, write: db }))));
    },

    async ping() {
      try {
        await withinTime(sql`select 1`.execute(read));
      } catch (error) {
        throw hasCode(error, 'store/unavailable') ? error : unavailable('ping', error);
      }
    },

    close: () => database.close(),
  };
}

function createRecords(handles: Handles): Records {
  return {
    messages: createMessages(handles),
    conversations: createConversations(handles),
    members: createMembers(handles),
    documents: createDocuments(handles),
    cases: createCases(handles),
    caseFiles: createCaseFiles(handles),
    assignments: createAssignments(handles),
    deliveries: createDeliveries(handles),
    exchanges: createExchanges(handles),
    files: shareReads(createFiles(handles)),
    series: createSeries(handles),
    broadcasts: createBroadcasts(handles),
    receipts: createReceipts(handles),
    lookUps: createLookUps(handles),
    readChecks: createReadChecks(handles),
    dialogues: createDialogues(handles),
    dailyDays: createDailyDays(handles),
    dailyDrafts: createDailyDrafts(handles),
    unanswered: createUnanswered(handles),
    ownSynonyms: createOwnSynonyms(handles),
    generations: createGenerations(handles),
    leases: createLeases(handles),
    rateBuckets: createRateBuckets(handles),
    channelStatuses: createChannelStatuses(handles),
    users: createUsers(handles),
    bindings: createBindings(handles),
    organizations: createOrganizations(handles),
    people: createPeople(handles),
    smsRefusals: createSmsRefusals(handles),
    audit: createAudit(handles),
    passwords: createPasswords(handles),
    authenticators: createAuthenticators(handles),
    sessions: createSessions(handles),
    signInTries: createSignInTries(handles),
    requestKeys: createRequestKeys(handles),
    presence: createPresence(handles),
    receptionDays: createReceptionDays(handles),
    receptionRules: createReceptionRules(handles),
    listItems: createListItems(handles),
    jobs: createJobs(handles),
    privacy: createPrivacy(handles),
    webInvites: createWebInvites(handles),
  };
}

/** A server that takes the question and never answers is not available either. */
async function withinTime<T>(work: Promise<T>): Promise<T> {
  const limit = AbortSignal.timeout(PING_MS);
  const late = new Promise<never>((_, reject) => {
    limit.addEventListener('abort', () => reject(limit.reason), { once: true });
  });
  return Promise.race([work, late]);
}
