import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/adapters/store/store.ts';
import { hasCode } from '../../src/base/errors.ts';
import { assignCases } from '../../src/features/reception/days-cases.ts';
import { mergeCases } from '../../src/features/reception/merging.ts';
import { takeStep } from '../../src/features/reception/take-step.ts';
import type { Records, Store } from '../../src/ports/store.ts';
import { query, sayWhenSkipped } from '../support/postgres.ts';
import { newCase, receptionDay } from '../support/store-builders.ts';
import { createDatabase, type TestDatabase } from '../support/test-database.ts';

const by = (who: string) => ({ who, at: 5_000, seen: null });
const deps = { newId: () => `d-${Math.random()}`, timeZone: 'Asia/Shanghai', quietUntil: () => null };

describe.skipIf(sayWhenSkipped('what two do to the same cases'))('two who do something to the same cases', () => {
  let database: TestDatabase;
  let stores: Store[];
  beforeAll(async () => {
    database = await createDatabase();
    stores = [];
    for (let n = 0; n < 2; n += 1) stores.push(await openStore({ kind: 'postgres', url: database.url }));
  });
  afterAll(async () => {
    for (const store of stores) await store.close();
    await database.drop();
  });

  let messages = 0;
  async function twoCases(): Promise<[string, string]> {
    const [store] = stores;
    const nos: string[] = [];
    for (let n = 0; n < 2; n += 1) {
      const { no } = (await store?.cases.record(newCase((messages += 1), { conversationId: null }))) ?? { no: '' };
      const assignee = { kind: 'body', id: null, name: '人社局' } as const;
      const terms = { lead: null, dueDay: null, assignedBy: '秘书', assignedAt: 10, nextAt: 10 };
      await store?.assignments.add({ ...terms, assignee, id: `a-${no}`, caseNo: no });
      nos.push(no);
    }
    const [a = '', b = ''] = nos;
    return [a, b];
  }

  /** Both at once, each stopped after its first write until the other has made one, too, or waits for it. */
  async function together(works: ((store: Store) => Promise<unknown>)[]): Promise<string[]> {
    let written = 0;
    const meet = async (): Promise<void> => {
      written += 1;
      await expect.poll(async () => written > 1 || (await someoneWaits(database)), { timeout: 20_000 }).toBe(true);
    };
    const running = works.map((work, index) => work(slowed(stores[index], meet)));
    const ends = await Promise.allSettled(running);
    return ends.map((end) =>
      end.status === 'fulfilled' ? 'done' : hasCode(end.reason, 'record/conflict') ? 'conflict' : String(end.reason),
    );
  }

  it('never wait for each other when one merges it and the other ends it', async () => {
    const [a, b] = await twoCases();

    const ends = await together([
      (store) => store.transaction((records) => mergeCases(deps, records, { no: a, into: b, by: by('甲') })),
      (store) =>
        store.transaction((records) =>
          takeStep({ ...deps, isWorkday: () => true }, records, {
            no: a,
            act: { action: 'decline', note: '不属于本会' },
            by: by('乙'),
          }),
        ),
    ]);

    expect(ends.toSorted()).toEqual(['conflict', 'done']);
  });

  it('never wait for each other when they merge two into each other', async () => {
    const [a, b] = await twoCases();

    const ends = await together([
      (store) => store.transaction((records) => mergeCases(deps, records, { no: a, into: b, by: by('甲') })),
      (store) => store.transaction((records) => mergeCases(deps, records, { no: b, into: a, by: by('乙') })),
    ]);

    expect(ends.toSorted()).toEqual(['conflict', 'done']);
  });

  it('never wait for each other when they give the same to a day, in another order', async () => {
    const [a, b] = await twoCases();
    await stores[0]?.receptionDays.add(receptionDay('one'));
    const day = await stores[0]?.receptionDays.find('one');
    if (!day) throw new Error('the day is not there');
    const clock = { now: () => 5_000 };

    const ends = await together([
      (store) => assignCases({ store, clock }, day, { nos: [a, b], who: '甲' }),
      (store) => assignCases({ store, clock }, day, { nos: [b, a], who: '乙' }),
    ]);

    expect(ends.toSorted()).toEqual(['conflict', 'done']);
  });
});

function slowed(store: Store | undefined, meet: () => Promise<void>): Store {
  if (store === undefined) throw new Error('there are two stores');
  let first = true;
  const then =
    <A extends unknown[], R>(write: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      const done = await write(...given);
      if (first) {
        first = false;
        await meet();
      }
      return done;
    };
  const slow = (records: Records): Records => ({
    ...records,
    cases: { ...records.cases, change: then(records.cases.change) },
    assignments: { ...records.assignments, end: then(records.assignments.end) },
  });
  return { ...store, transaction: (work) => store.transaction((records) => work(slow(records))) };
}

async function someoneWaits({ url }: TestDatabase): Promise<boolean> {
  const rows = await query(
    url,
    `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows.length > 0;
}
