import { afterEach, beforeEach, describe } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { casesContract } from './store/cases.ts';
import { claimsContract } from './store/claims.ts';
import { conversationsContract } from './store/conversations.ts';
import { dailyDaysContract } from './store/daily-days.ts';
import { deliveriesContract } from './store/deliveries.ts';
import { dialoguesContract } from './store/dialogues.ts';
import { documentsContract } from './store/documents.ts';
import { inboxContract } from './store/inbox.ts';
import { messagesContract } from './store/messages.ts';
import { transactionsContract } from './store/transactions.ts';
import { unansweredContract } from './store/unanswered.ts';

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
    inboxContract(bench);
    conversationsContract(bench);
    deliveriesContract(bench);
    claimsContract(bench);
    documentsContract(bench);
    casesContract(bench);
    unansweredContract(bench);
    dialoguesContract(bench);
    dailyDaysContract(bench);
    transactionsContract(bench);
  });
}
