import { mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backupStore, restoreStore } from '../../../src/adapters/store/backup.ts';
import { openDatabase } from '../../../src/adapters/store/database.ts';
import { migrations } from '../../../src/adapters/store/migrations/list.ts';
import type { StoreMigration } from '../../../src/adapters/store/migrations/migration.ts';
import { createStore, openStore } from '../../../src/adapters/store/store.ts';
import { backupContract } from '../../contract/store-backup.ts';
import { message } from '../../support/store-builders.ts';

backupContract('SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'qingyu-place-'));
  const options = { kind: 'sqlite', file: join(folder, 'qingyu.sqlite'), backupDir: join(folder, 'backups') } as const;
  return { options, drop: () => rm(folder, { recursive: true }) };
});

describe('a backup of an older version', () => {
  const next: StoreMigration = {
    name: '9999-next',
    up: (db) =>
      db.schema
        .alterTable('members')
        .addColumn('nickname', 'text', (column) => column.defaultTo('小'))
        .execute(),
  };
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'qingyu-older-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is migrated on its way into a newer database', async () => {
    const place = (name: string) => ({ kind: 'sqlite', file: join(folder, name), backupDir: folder }) as const;
    const [file, backupDir] = [join(folder, 'old.gz'), join(folder, 'saved')];
    const old = await openStore(place('old.sqlite'));
    await old.messages.accept(message('1'), 1);
    await old.close();
    await backupStore(place('old.sqlite'), file);

    await restoreStore({ store: place('new.sqlite'), file, backupDir }, [...migrations, next]);

    const restored = await openDatabase(place('new.sqlite'), [...migrations, next]);
    expect(await restored.read.selectFrom('members').selectAll().execute()).toMatchObject([
      { name: '王会长', nickname: '小' },
    ]);
    expect(await createStore(restored).messages.accept(message('1'), 1)).toMatchObject({ fresh: false });
    await restored.close();
  });
});
