import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/adapters/store/database.ts';
import { holdServerLock } from '../../../src/adapters/store/server-lock.ts';
import { createStore } from '../../../src/adapters/store/store.ts';
import { liveContract } from '../../contract/store-live.ts';
import { startChild } from '../../support/child.ts';
import { sqlitePlace } from '../../support/crash-place.ts';
import { childScript } from '../../support/store-children.ts';
import { examine, killAgainAndAgain } from '../../support/store-crash.ts';

const optionsIn = (folder: string) =>
  ({ kind: 'sqlite', file: join(folder, 'qingyu.sqlite'), backupDir: join(folder, 'backups') }) as const;

liveContract('SQLite', sqlitePlace);

describe('one server of a SQLite file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'qingyu-server-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('loses nothing and does nothing twice when it is killed between any two steps', { timeout: 120_000 }, async () => {
    const [store, platform, script] = [optionsIn(folder), join(folder, 'platform.txt'), childScript('worker')];
    const printed = await killAgainAndAgain({ script, store, platform, rounds: 6, workers: 1 });

    const database = await openDatabase(store);
    const { stored, sent, problems } = await examine(createStore(database), printed, platform);
    expect(problems).toEqual([]);
    expect(Math.min(stored, sent)).toBeGreaterThan(20);
    const { rows } = await sql<object>`select * from pragma_integrity_check`.execute(database.read);
    expect(rows).toEqual([{ integrity_check: 'ok' }]);
    expect((await sql`select * from pragma_foreign_key_check`.execute(database.read)).rows).toEqual([]);
    await database.close();
  });

  it('holds its data folder alone, until it lets go or is killed', async () => {
    const holder = startChild(childScript('lock-holder'), { store: optionsIn(folder), name: folder });
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
