import { afterEach, beforeEach, describe } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { assignmentsContract } from './store/assignments.ts';
import { auditContract } from './store/audit.ts';
import { bindingsContract } from './store/bindings.ts';
import { broadcastsContract } from './store/broadcasts.ts';
import { caseFilesContract } from './store/case-files.ts';
import { casesContract } from './store/cases.ts';
import { channelStatusesContract } from './store/channel-statuses.ts';
import { claimsContract } from './store/claims.ts';
import { conversationsContract } from './store/conversations.ts';
import { dailyDraftsContract } from './store/daily-drafts.ts';
import { dailyDaysContract } from './store/daily-days.ts';
import { deliveriesContract } from './store/deliveries.ts';
import { dialoguesContract } from './store/dialogues.ts';
import { documentPagesContract } from './store/document-pages.ts';
import { directoryPagesContract } from './store/directory-pages.ts';
import { documentsContract } from './store/documents.ts';
import { exchangesContract } from './store/exchanges.ts';
import { filesContract } from './store/files.ts';
import { generationsContract } from './store/generations.ts';
import { inboxContract } from './store/inbox.ts';
import { jobsContract } from './store/jobs.ts';
import { leasesContract } from './store/leases.ts';
import { listItemsContract } from './store/list-items.ts';
import { lookUpsContract } from './store/look-ups.ts';
import { readChecksContract } from './store/read-checks.ts';
import { mergesContract } from './store/merges.ts';
import { messagesContract, speakersContract } from './store/messages.ts';
import { organizationsContract } from './store/organizations.ts';
import { ownSynonymsContract } from './store/own-synonyms.ts';
import { peopleContract } from './store/people.ts';
import { presenceContract } from './store/presence.ts';
import { privacyContract } from './store/privacy.ts';
import { rateBucketsContract } from './store/rate-buckets.ts';
import { authenticatorsContract } from './store/authenticators.ts';
import { passwordsContract } from './store/passwords.ts';
import { receiptsContract } from './store/receipts.ts';
import { receptionDaysContract } from './store/reception-days.ts';
import { receptionRulesContract } from './store/reception-rules.ts';
import { requestKeysContract } from './store/request-keys.ts';
import { seriesContract } from './store/series.ts';
import { sessionsContract } from './store/sessions.ts';
import { signInTriesContract } from './store/sign-in-tries.ts';
import { smsRefusalsContract } from './store/sms-refusals.ts';
import { transactionsContract } from './store/transactions.ts';
import { unansweredPagesContract } from './store/unanswered-pages.ts';
import { unansweredContract } from './store/unanswered.ts';
import { usersContract } from './store/users.ts';
import { webInvitesContract } from './store/web-invites.ts';

/** One empty place for data, opened as often as wanted, and removed at the end. */
export type Place = { open(): Promise<Store>; drop(): Promise<void> };

/** What a case of the contract works with. */
export type Bench = {
  store(): Store;
  /** Another store on the same data, as another process would have it. */
  second(): Promise<Store>;
  /** Closes all and opens again. */
  reopen(): Promise<Store>;
};

/** What every store promises, noun by noun. */
export function storeContract(name: string, prepare: () => Promise<Place>): void {
  describe(`Store contract: ${name}`, () => {
    let place: Place;
    let stores: Store[] = [];

    const open = async (): Promise<Store> => {
      const store = await place.open();
      stores.push(store);
      return store;
    };
    const closeAll = async (): Promise<void> => {
      for (const store of stores) await store.close();
      stores = [];
    };
    const bench: Bench = {
      store() {
        const [first] = stores;
        if (!first) throw new Error('no store is open');
        return first;
      },
      second: open,
      async reopen() {
        await closeAll();
        return open();
      },
    };

    beforeEach(async () => {
      place = await prepare();
      await open();
    });
    afterEach(async () => {
      await closeAll();
      await place.drop();
    });

    messagesContract(bench);
    speakersContract(bench);
    inboxContract(bench);
    conversationsContract(bench);
    deliveriesContract(bench);
    claimsContract(bench);
    exchangesContract(bench);
    filesContract(bench);
    mergesContract(bench);
    documentsContract(bench);
    casesContract(bench);
    caseFilesContract(bench);
    assignmentsContract(bench);
    unansweredContract(bench);
    dialoguesContract(bench);
    dailyDaysContract(bench);
    dailyDraftsContract(bench);
    generationsContract(bench);
    leasesContract(bench);
    lookUpsContract(bench);
    readChecksContract(bench);
    rateBucketsContract(bench);
    channelStatusesContract(bench);
    broadcastsContract(bench);
    seriesContract(bench);
    receiptsContract(bench);
    usersContract(bench);
    directoryPagesContract(bench);
    webInvitesContract(bench);
    bindingsContract(bench);
    organizationsContract(bench);
    peopleContract(bench);
    smsRefusalsContract(bench);
    auditContract(bench);
    passwordsContract(bench);
    authenticatorsContract(bench);
    sessionsContract(bench);
    signInTriesContract(bench);
    requestKeysContract(bench);
    jobsContract(bench);
    presenceContract(bench);
    receptionDaysContract(bench);
    receptionRulesContract(bench);
    listItemsContract(bench);
    ownSynonymsContract(bench);
    documentPagesContract(bench);
    unansweredPagesContract(bench);
    privacyContract(bench);
    transactionsContract(bench);
  });
}
