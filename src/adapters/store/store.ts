import { sql } from 'kysely';
import { hasCode } from '../../base/errors.ts';
import type { Records, Store } from '../../ports/store.ts';
import { createCases } from './cases.ts';
import { createConversations } from './conversations.ts';
import { createDailyDays } from './daily-days.ts';
import { openDatabase, type Database, type Handles, type StoreOptions } from './database.ts';
import { createDeliveries } from './deliveries.ts';
import { createDialogues } from './dialogues.ts';
import { createDocuments } from './documents.ts';
import { unavailable } from './errors.ts';
import { createMembers } from './members.ts';
import { createMessages } from './messages.ts';
import { createUnanswered } from './unanswered.ts';

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
    deliveries: createDeliveries(handles),
    dialogues: createDialogues(handles),
    dailyDays: createDailyDays(handles),
    unanswered: createUnanswered(handles),
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
