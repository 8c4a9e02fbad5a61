import { afterAll, beforeAll } from 'vitest';
import { openStore } from '../../src/adapters/store/store.ts';
import { postgresUrl, query } from './postgres.ts';
import { createDatabase, type TestDatabase } from './test-database.ts';

/**
 * Databases of their own, empty and at the newest migration: copies of one, a quarter of the time that migrating each
 * takes. To be called where tests are described.
 */
export function postgresCopies(): () => Promise<{ url: string; drop(): Promise<void> }> {
  let migrated: TestDatabase | null = null;
  let copies = 0;
  beforeAll(async () => {
    migrated = await createDatabase();
    const store = await openStore({ kind: 'postgres', url: migrated.url, now: Date.now });
    await store.close();
  });
  afterAll(() => migrated?.drop());
  return async () => {
    const { pathname } = new URL(migrated?.url ?? '');
    const name = `${pathname.slice(1)}_${(copies += 1)}`;
    const url = Object.assign(new URL(postgresUrl ?? ''), { pathname: `/${name}` }).href;
    await query(postgresUrl ?? '', `create database ${name} template ${pathname.slice(1)}`);
    return {
      url,
      async drop() {
        await query(postgresUrl ?? '', `drop database ${name} with (force)`);
      },
    };
  };
}
