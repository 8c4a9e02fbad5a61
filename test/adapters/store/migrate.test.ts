import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/adapters/store/database.ts';
import { migrations } from '../../../src/adapters/store/migrations/list.ts';
import type { StoreMigration } from '../../../src/adapters/store/migrations/migration.ts';
import { createStore, openStore } from '../../../src/adapters/store/store.ts';
import { tableKeys, tableNames } from '../../../src/adapters/store/schema.ts';
import { message } from '../../support/store-builders.ts';

/** Stands for the next release. */
const next: StoreMigration = {
  name: '9999-next',
  up: (db) => db.schema.alterTable('members').addColumn('nickname', 'text').execute(),
};
const broken: StoreMigration = {
  name: '9999-broken',
  async up(db) {
    await db.schema.alterTable('members').addColumn('nickname', 'text').execute();
    await sql`insert into nowhere values (1)`.execute(db);
  },
};

describe('migrations of a SQLite file', () => {
  let folder: string;
  let options: { kind: 'sqlite'; file: string; backupDir: string };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'qingyu-migrate-'));
    options = {
      kind: 'sqlite',
      file: join(folder, 'data', 'qingyu.sqlite'),
      backupDir: join(folder, 'data', 'backups'),
    };
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('makes a fresh file that its owner alone can read, without a backup of nothing', async () => {
    const store = await openStore(options);
    await store.messages.accept(message('1'), 1);
    const modes = [folder, join(folder, 'data'), options.file, `${options.file}-wal`].map(
      (path) => statSync(path).mode & 0o777,
    );
    await store.close();

    expect(modes).toEqual([0o700, 0o700, 0o600, 0o600]);
    expect(existsSync(options.backupDir)).toBe(false);
  });

  it('names every table in the types, in the keys and in the order of restoring', async () => {
    const database = await openDatabase(options);
    const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(
      database.read,
    );
    await database.close();

    const made = rows.map(({ name }) => name).filter((name) => !/^(sqlite_|schema_migrations|case_words)/.test(name));
    expect(made.sort()).toEqual([...tableNames].sort());
    expect(made.sort()).toEqual(Object.keys(tableKeys).sort());
  });

  it('keeps a readable copy of an old file before it migrates it', async () => {
    const old = await openStore(options);
    await old.messages.accept(message('1'), 1);
    await old.close();

    const database = await openDatabase(options, [...migrations, next]);
    await database.close();

    expect(columnsOfMembers(options.file)).toContain('nickname');
    expect(readdirSync(options.backupDir)).toEqual(['before-9999-next.db']);
    const copy = join(options.backupDir, 'before-9999-next.db');
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect(columnsOfMembers(copy)).not.toContain('nickname');
    const restored = await openStore({ ...options, file: copy });
    expect(await restored.members.list()).toMatchObject([{ name: '王会长' }]);
    await restored.close();
  });

  it('keeps the accounts, their codes and who is bound to them', async () => {
    const upTo = migrations.findIndex(({ name }) => name.startsWith('0008'));
    const old = await openDatabase(options, migrations.slice(0, upTo));
    await sql`insert into users values ('u-1', '周秘书', 'admin', 1, null)`.execute(old.write);
    await sql`insert into bindings values ('m-1', 'u-1', 5)`.execute(old.write);
    await sql`insert into binding_codes values ('u-1', 'h', 9000)`.execute(old.write);
    await old.close();

    const store = await openStore(options);
    expect(await store.bindings.findUser('m-1')).toMatchObject({ id: 'u-1', name: '周秘书' });
    expect(await store.bindings.takeCode('h', 1)).toEqual({ kind: 'user', id: 'u-1' });
    await store.close();
  });

  it('takes any name of a folder as it is', async () => {
    const odd = join(folder, "协会 'a' 100%20#?&mode=ro");
    const there = { ...options, file: join(odd, 'qingyu.sqlite'), backupDir: join(odd, 'backups') };
    const old = await openStore(there);
    await old.close();
    const database = await openDatabase(there, [...migrations, next]);
    await database.close();

    await expect(openStore(there)).rejects.toMatchObject({ code: 'store/newer' });
    expect(readdirSync(folder)).toEqual(["协会 'a' 100%20#?&mode=ro"]);
    expect(readdirSync(there.backupDir)).toEqual(['before-9999-next.db']);
  });

  it('leaves the file as it was when a migration fails, and says where the copy is', async () => {
    const old = await openStore(options);
    await old.messages.accept(message('1'), 1);
    await old.close();

    for (const copy of ['before-9999-broken.db', 'before-9999-broken-2.db']) {
      await expect(openDatabase(options, [...migrations, broken])).rejects.toMatchObject({
        code: 'store/unavailable',
        message: expect.stringContaining(copy),
      });
    }
    expect(columnsOfMembers(options.file)).not.toContain('nickname');
    const again = await openStore(options);
    expect(await again.members.list()).toHaveLength(1);
    await again.close();
  });

  it('comes up for all who start at the same time, fresh or old, with one copy', async () => {
    const fresh = await Promise.all([1, 2, 3].map(() => openStore(options)));
    for (const store of fresh) await store.close();

    const migrated = await Promise.all([1, 2, 3].map(() => openDatabase(options, [...migrations, next])));
    for (const database of migrated) await database.close();

    expect(readdirSync(options.backupDir)).toEqual(['before-9999-next.db']);
  });

  it('refuses a file of a newer version and leaves it untouched, byte for byte', async () => {
    const newer = await openDatabase(options, [...migrations, next]);
    await createStore(newer).messages.accept(message('1'), 1);
    await newer.close();
    const before = hashesOf(folder);

    await expect(openStore(options)).rejects.toMatchObject({
      code: 'store/newer',
      message: expect.stringContaining('升级'),
    });

    expect(hashesOf(folder)).toEqual(before);
  });

  it('refuses a newer file untouched also when its last writer was killed', async () => {
    const newer = await openDatabase(options, [...migrations, next]);
    await createStore(newer).messages.accept(message('1'), 1);
    const killed = { ...options, file: join(folder, 'killed.sqlite') };
    for (const end of ['', '-wal']) writeFileSync(killed.file + end, readFileSync(options.file + end));
    await newer.close();
    const before = hashesOf(folder);

    await expect(openStore(killed)).rejects.toMatchObject({ code: 'store/newer' });

    expect(hashesOf(folder)).toEqual(before);
  });

  it('refuses a file that is no database, and one that is not ours, and leaves them untouched', async () => {
    const foreign = { ...options, file: join(folder, 'foreign.db') };
    const other = new Libsql(foreign.file);
    other.exec('create table their_own (id integer)');
    other.close();
    const noise = { ...options, file: join(folder, 'noise.db') };
    writeFileSync(noise.file, 'this is not a database at all'.repeat(100));
    const before = hashesOf(folder);

    await expect(openStore(foreign)).rejects.toMatchObject({
      code: 'store/unavailable',
      message: expect.stringContaining('不是'),
    });
    await expect(openStore(noise)).rejects.toMatchObject({ code: 'store/unavailable' });

    expect(hashesOf(folder)).toEqual(before);
  });

  it('says so when the folder cannot be written', async () => {
    writeFileSync(join(folder, 'data'), 'a file where the folder should be');

    await expect(openStore(options)).rejects.toMatchObject({
      code: 'store/unavailable',
      message: expect.stringContaining('DATA_DIR'),
    });
  });
});

function columnsOfMembers(file: string): unknown[] {
  const database = new Libsql(file);
  const names = database.prepare("select name from pragma_table_info('members')").pluck().all();
  database.close();
  return names;
}

/** SQLite may rebuild its shared-memory file when it only reads; it holds no data. */
function hashesOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && !path.endsWith('-shm') && statSync(path).size > 0)
    .sort();
  return Object.fromEntries(files.map((path) => [path, createHash('sha256').update(readFileSync(path)).digest('hex')]));
}
