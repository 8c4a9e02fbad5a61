import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/adapters/store/database.ts';
import { holdServerLock } from '../../../src/adapters/store/server-lock.ts';
import { createStore, openStore } from '../../../src/adapters/store/store.ts';
import { buildStore, type BuiltStore } from '../../support/built-store.ts';
import { startChild } from '../../support/child.ts';
import { expectNothingLost, killAgainAndAgain } from '../../support/store-crash.ts';

describe('a SQLite file and several processes', () => {
  let built: BuiltStore;
  let folder: string;
  let store: { kind: 'sqlite'; file: string; backupDir: string };
  beforeAll(async () => {
    built = await buildStore();
  });
  afterAll(() => built.remove());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'qingyu-processes-'));
    store = { kind: 'sqlite', file: join(folder, 'qingyu.sqlite'), backupDir: join(folder, 'backups') };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('comes up for all who open a fresh file at the same time', async () => {
    const starters = [1, 2, 3].map((name) => startChild(built.script('starter'), { store, name: `s${name}` }));

    expect(await Promise.all(starters.map((starter) => starter.ended))).toEqual([0, 0, 0]);
    expect(starters.map(({ lines }) => lines)).toEqual([['stored true'], ['stored true'], ['stored true']]);
    const opened = await openStore(store);
    const [group] = await opened.conversations.list();
    expect(await opened.messages.listHistory(group?.id ?? '', 0, 10)).toHaveLength(3);
    await opened.close();
  });

  it('loses nothing and does nothing twice when the process is killed between any two steps', async () => {
    const platform = join(folder, 'platform.txt');
    const script = built.script('worker');
    const printed = await killAgainAndAgain({ script, store, platform, rounds: 6, workers: 1 });

    const database = await openDatabase(store);
    await expectNothingLost(createStore(database), printed, platform);
    const { rows } = await sql<object>`select * from pragma_integrity_check`.execute(database.read);
    expect(rows).toEqual([{ integrity_check: 'ok' }]);
    expect((await sql`select * from pragma_foreign_key_check`.execute(database.read)).rows).toEqual([]);
    await database.close();
  });

  it('lets one server hold a data folder, until it is released or killed', async () => {
    const holder = startChild(built.script('lock-holder'), { store, name: folder });
    await holder.line('held');

    expect(() => holdServerLock(folder)).toThrow(expect.objectContaining({ code: 'store/busy' }));
    holder.kill('SIGKILL');
    await holder.ended;
    const lock = holdServerLock(folder);
    expect(() => holdServerLock(folder)).toThrow(folder);
    lock.release();
    lock.release();
    holdServerLock(folder).release();
  });
});
