import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Libsql from 'libsql';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/adapters/store/database.ts';
import { createStore, openStore } from '../../../src/adapters/store/store.ts';
import type { Store } from '../../../src/ports/store.ts';
import { content, message } from '../../support/store-builders.ts';

describe('a SQLite store beside another writer', () => {
  let folder: string;
  let options: { kind: 'sqlite'; file: string; backupDir: string };
  let store: Store;
  let foreign: Libsql.Database;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'qingyu-locking-'));
    options = { kind: 'sqlite', file: join(folder, 'qingyu.sqlite'), backupDir: join(folder, 'backups') };
    store = await openStore(options);
    foreign = new Libsql(options.file);
  });
  afterEach(async () => {
    foreign.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });

  it('waits for its transaction, and neither readers nor timers wait with it', async () => {
    await store.messages.accept(message('1'), 1);
    foreign.exec('begin immediate');
    const waiting = store.messages.accept(message('2'), 1);

    const turns = await turnsDuring(async () => {
      for (let index = 0; index < 20; index += 1) {
        expect(await store.members.list()).toHaveLength(1);
        await setTimeout(1);
      }
    });
    foreign.exec('rollback');

    expect(turns).toBeGreaterThan(10);
    expect(await waiting).toMatchObject({ fresh: true });
  });

  it('waits with a single change as with a transaction', async () => {
    const { conversationId } = await store.messages.accept(message('1'), 1);
    foreign.exec('begin immediate');
    const waiting = store.conversations.setMuted(conversationId, true);
    expect(await store.conversations.find(conversationId)).toMatchObject({ muted: false });
    foreign.exec('rollback');
    await waiting;

    expect(await store.conversations.find(conversationId)).toMatchObject({ muted: true });
    foreign.exec('begin immediate');
    foreign.exec('rollback');
  });

  it('gives up with a sentence when the other never ends, and works on afterwards', async () => {
    const impatient = await openStore({ ...options, waitMs: 50 });
    foreign.exec('begin immediate');

    await expect(impatient.messages.accept(message('1'), 1)).rejects.toMatchObject({ code: 'store/busy' });
    await expect(impatient.members.list()).resolves.toEqual([]);
    foreign.exec('rollback');
    expect(await impatient.messages.accept(message('1'), 1)).toMatchObject({ fresh: true });
    await impatient.close();
  });

  it('lets go of the lock when a statement fails', async () => {
    await expect(store.messages.recordOutbound(entryFor('g-nowhere'))).rejects.toThrow('FOREIGN KEY');

    foreign.exec('begin immediate');
    foreign.exec('rollback');
    expect(await store.messages.accept(message('1'), 1)).toMatchObject({ fresh: true });
  });

  it('gives timers their turn while it takes in a large folder', async () => {
    const many = Array.from({ length: 5_000 }, (_, index) => content(`${index}`, ['长沙市行业协会商会']));

    expect(await turnsDuring(() => store.documents.put(many))).toBeGreaterThan(10);
  });

  it('gives timers their turn in a long run of small steps', async () => {
    const turns = await turnsDuring(async () => {
      for (let index = 0; index < 300; index += 1) await store.messages.accept(message(`${index}`), index);
    });

    expect(turns).toBeGreaterThan(5);
  });

  it('syncs every commit to disk, checks foreign keys and keeps a log that readers can read beside', async () => {
    const database = await openDatabase(options);
    const pragma = async (name: string): Promise<unknown> =>
      (await sql<object>`select * from ${sql.raw(`pragma_${name}`)}`.execute(database.write)).rows[0];

    expect(await pragma('synchronous')).toEqual({ synchronous: 2 });
    expect(await pragma('foreign_keys')).toEqual({ foreign_keys: 1 });
    expect(await pragma('journal_mode')).toEqual({ journal_mode: 'wal' });
    await database.close();
  });

  it('cannot write on the connection for reading', async () => {
    const database = await openDatabase(options);

    await expect(database.read.deleteFrom('members').execute()).rejects.toMatchObject({ code: 'store/unavailable' });
    await database.close();
  });

  it('leaves the whole database in one file when it is closed', async () => {
    await store.messages.accept(message('1'), 1);
    await store.close();
    const alone = { ...options, file: join(folder, 'alone.sqlite') };
    foreign.close();
    foreign = new Libsql(':memory:');
    rmSync(`${options.file}-wal`, { force: true });
    copyFileSync(options.file, alone.file);

    store = await openStore(alone);
    expect(await store.members.list()).toHaveLength(1);
  });

  it('ends what is running before it closes', async () => {
    const database = await openDatabase(options);
    const other = createStore(database);
    const accepting = Array.from({ length: 20 }, (_, index) => other.messages.accept(message(`${index}`), 1));
    await Promise.all([...accepting, other.close()]);

    expect(await store.messages.accept(message('0'), 1)).toMatchObject({ fresh: false });
    await expect(other.ping()).rejects.toMatchObject({ code: 'store/unavailable' });
  });
});

function entryFor(conversationId: string) {
  return { key: 'k', conversationId, text: 't', replyTo: null, name: '清语', at: 1, file: null };
}

/** How many turns a timer gets while the work goes on. */
async function turnsDuring(work: () => Promise<void>): Promise<number> {
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 1);
  await work();
  clearInterval(timer);
  return turns;
}
