import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { restoreStore } from '../../src/adapters/store/backup.ts';
import { openDatabase } from '../../src/adapters/store/database.ts';
import { migrations } from '../../src/adapters/store/migrations/list.ts';
import type { StoreMigration } from '../../src/adapters/store/migrations/migration.ts';
import { tableNames } from '../../src/adapters/store/schema.ts';
import { createStore, openStore } from '../../src/adapters/store/store.ts';
import { hasCode } from '../../src/base/errors.ts';
import { newSchema, query, sayWhenSkipped, type Schema } from '../support/postgres.ts';
import { delivery, group, message } from '../support/store-builders.ts';
import { tempFolder } from '../support/temp-folder.ts';

const next: StoreMigration = {
  name: '9999-next',
  up: (db) => db.schema.alterTable('members').addColumn('nickname', 'text').execute(),
};

describe.skipIf(sayWhenSkipped('the store on PostgreSQL'))('a PostgreSQL store', () => {
  let place: Schema;
  let options: { kind: 'postgres'; url: string; schema: string };
  beforeEach(() => {
    place = newSchema();
    options = { kind: 'postgres', url: place.url, schema: place.schema };
  });
  afterEach(() => place.drop());

  const tablesOf = async (): Promise<unknown[]> => {
    const rows = await query(
      place.url,
      `select table_name from information_schema.tables where table_schema = '${place.schema}'`,
    );
    return rows.map((row) => row['table_name']).sort();
  };

  it('keeps to its own schema', async () => {
    const store = await openStore(options);
    await store.close();

    expect(await tablesOf()).toEqual([...tableNames, 'schema_migrations', 'schema_migrations_lock'].sort());
  });

  it('comes up for all who start at the same time, fresh or old', async () => {
    const fresh = await Promise.all([1, 2, 3].map(() => openStore(options)));
    await fresh[0]?.messages.accept(message('1'), 1);
    const migrated = await Promise.all([1, 2, 3].map(() => openDatabase(options, [...migrations, next])));

    const members = await migrated[0]?.read.selectFrom('members').selectAll().execute();
    for (const one of [...fresh, ...migrated]) await one.close();
    expect(members).toMatchObject([{ name: '王会长', nickname: null }]);
  });

  it('is backed up before an upgrade, in a file that can be restored, and a fresh one is not', async () => {
    const backupDir = tempFolder();
    const before = await openStore({ ...options, backupDir });
    await before.messages.accept(message('1'), 1);
    await before.close();
    expect(readdirSync(backupDir)).toEqual([]);

    const upgraded = await openDatabase({ ...options, backupDir }, [...migrations, next]);
    await upgraded.close();
    expect(readdirSync(backupDir)).toEqual(['before-9999-next.qingyu.gz']);

    const other = newSchema();
    const store = { kind: 'postgres', url: other.url, schema: other.schema } as const;
    const file = join(backupDir, 'before-9999-next.qingyu.gz');
    await restoreStore({ store, file, backupDir });
    const restored = await openStore(store);
    const members = await restored.members.list();
    await restored.close();
    await other.drop();
    expect(members).toMatchObject([{ name: '王会长' }]);
  });

  it('takes no delivery that was skipped while it waited for its row', async () => {
    const database = await openDatabase(options);
    const store = createStore(database);
    await store.deliveries.add([delivery('1', await group(store))], 1);

    const claimed = await database.write.transaction().execute(async (db) => {
      await db.updateTable('deliveries').set({ state: 'skipped' }).execute();
      const claiming = store.deliveries.claim({ owner: 'a', now: 1, leaseMs: 100 }, { limit: 9, channels: ['web'] });
      await expect.poll(() => query(place.url, blockedOn(place.schema))).not.toEqual([]);
      return { claiming };
    });

    expect(await claimed.claiming).toEqual([]);
    expect(await store.deliveries.find('1')).toMatchObject({ state: 'skipped' });
    await store.close();
  });

  it('refuses a schema of a newer version and leaves it untouched', async () => {
    const newer = await openDatabase(options, [...migrations, next]);
    await newer.close();
    const before = await tablesOf();

    await expect(openStore(options)).rejects.toMatchObject({
      code: 'store/newer',
      message: expect.stringContaining('升级'),
    });

    expect(await tablesOf()).toEqual(before);
  });

  it('leaves everything as it was when a migration fails', async () => {
    const store = await openStore(options);
    await store.close();
    const broken: StoreMigration = {
      name: '9999-broken',
      async up(db) {
        await next.up(db, { engine: 'postgres', text: 'text', integer: 'bigint', serial: (column) => column });
        await sql`insert into nowhere values (1)`.execute(db);
      },
    };

    await expect(openDatabase(options, [...migrations, broken])).rejects.toThrow('nowhere');
    const again = await openDatabase(options, [...migrations, next]);
    await again.close();
  });

  it('goes on after the server has dropped its connection', async () => {
    const database = await openDatabase(options);
    const store = createStore(database);
    await store.messages.accept(message('1'), 1);
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(database.read);
    await query(place.url, `select pg_terminate_backend(${rows[0]?.pid})`);

    // The first statement may meet the end of the connection; it says so, and the next one works.
    const first = store.messages.accept(message('2'), 2);
    const outcome = await first.then(
      () => 'stored',
      (error: unknown) => (hasCode(error, 'store/unavailable') ? 'refused' : error),
    );
    expect(['stored', 'refused']).toContain(outcome);
    expect(await store.messages.accept(message('3'), 3)).toMatchObject({ fresh: true });
    await store.close();
  });

  it('says that the server cannot be reached, without the password', async () => {
    const url = 'postgres://someone:geheim@127.0.0.1:1/test';
    const failure: unknown = await openStore({ kind: 'postgres', url }).catch((error: unknown) => error);

    expect(failure).toMatchObject({ code: 'store/unavailable', message: expect.stringContaining('DATABASE_URL') });
    expect(String(failure)).not.toContain('geheim');
  });

  it('reads numbers as numbers', async () => {
    const store = await openStore(options);
    const id = await group(store);
    const large = 1_795_000_000_000;
    await store.deliveries.add([delivery('1', id, { notBefore: large, closesAt: large + 1 })], large);

    expect(await store.deliveries.find('1')).toMatchObject({ notBefore: large, closesAt: large + 1, createdAt: large });
    expect((await store.deliveries.countStates()).pending).toBe(1);
    await store.close();
  });

  it('answers a ping with a failure when the server is gone', async () => {
    const store = await openStore(options);
    await store.close();

    await expect(store.ping()).rejects.toMatchObject({ code: 'store/unavailable' });
  });
});

function blockedOn(schema: string): string {
  return `select 1 from pg_locks l join pg_stat_activity a using (pid)
    where not l.granted and a.query like '%"deliveries"%'
    and a.pid in (select pid from pg_locks where relation = '${schema}.deliveries'::regclass)`;
}
