import { afterAll, beforeAll } from 'vitest';
import { openStore } from '../../src/adapters/store/store.ts';
import { postgresUrl, query } from './postgres.ts';
import { createDatabase, type TestDatabase } from './test-database.ts';

/**
 * Databases of their own at the newest migration: the first are copies of one, and what a test gives back is emptied for
 * another. Migrating takes four times as long as a copy, and a copy ten times as long as emptying. To be called where
 * tests are described.
 */
export function postgresCopies(): () => Promise<{ url: string; drop(): Promise<void> }> {
  let migrated: TestDatabase | null = null;
  let emptying = '';
  let copies = 0;
  const free: string[] = [];
  beforeAll(async () => {
    migrated = await createDatabase();
    const store = await openStore({ kind: 'postgres', url: migrated.url, now: Date.now });
    await store.close();
    emptying = await keepWhatIsThere(migrated.url);
  });
  afterAll(async () => {
    for (const url of free) await query(postgresUrl ?? '', `drop database ${nameOf(url)} with (force)`);
    await migrated?.drop();
  });

  async function copy(): Promise<string> {
    const { pathname } = new URL(migrated?.url ?? '');
    const name = `${pathname.slice(1)}_${(copies += 1)}`;
    await query(postgresUrl ?? '', `create database ${name} template ${pathname.slice(1)}`);
    return Object.assign(new URL(postgresUrl ?? ''), { pathname: `/${name}` }).href;
  }

  return async () => {
    const url = free.pop() ?? (await copy());
    return {
      url,
      async drop() {
        await query(url, emptying);
        free.push(url);
      },
    };
  };
}

/**
 * Sets the rows of a migrated database aside in it; resolves with what makes a copy of it as it was. Triggers would keep
 * what is only ever added to.
 */
async function keepWhatIsThere(url: string): Promise<string> {
  const tables = await names(url, `select tablename as name from pg_tables where schemaname = 'public'`);
  const sequences = await names(url, `select sequencename as name from pg_sequences where schemaname = 'public'`);
  await query(url, 'create schema kept');
  for (const table of tables) await query(url, `create table kept."${table}" as table public."${table}"`);
  return [
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    'set session_replication_role = replica',
    ...tables.map((table) => `delete from public."${table}"`),
    ...tables.map((table) => `insert into public."${table}" overriding system value table kept."${table}"`),
    ...sequences.map((sequence) => `alter sequence public."${sequence}" restart`),
  ].join(';\n');
}

async function names(url: string, text: string): Promise<string[]> {
  return (await query(url, text)).map(({ name }) => String(name));
}

function nameOf(url: string): string {
  return new URL(url).pathname.slice(1);
}
