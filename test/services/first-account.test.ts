import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/adapters/store/store.ts';
import { createFirstAccount } from '../../src/features/directory/first-account.ts';
import { newSchema, sayWhenSkipped } from '../support/postgres.ts';
import { quickHasher } from '../support/quick-hasher.ts';

describe.skipIf(sayWhenSkipped('the first account'))('the first account on PostgreSQL', () => {
  it('is made by one of several servers that start together', async () => {
    const { url, schema, drop } = newSchema();
    const stores = await Promise.all([1, 2, 3].map(() => openStore({ kind: 'postgres', url, schema })));

    const made = await Promise.all(
      stores.map((store, place) =>
        createFirstAccount({ store, clock: { now: Date.now }, newId: () => `u${place}`, passwords: quickHasher() }),
      ),
    );

    const [first] = stores;
    const users = await first?.users.list();
    const password = await first?.passwords.find(users?.[0]?.id ?? '');
    const [told, ...more] = made.filter((one) => one !== null);
    expect([users?.map(({ name }) => name), more]).toEqual([['admin'], []]);
    expect(await quickHasher().matches(told?.password ?? '', password?.hash ?? null)).toBe(true);
    for (const store of stores) await store.close();
    await drop();
  });
});
