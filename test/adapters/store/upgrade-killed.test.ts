import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { expect, it } from 'vitest';
import { openDatabase } from '../../../src/adapters/store/database.ts';
import { migrations } from '../../../src/adapters/store/migrations/list.ts';
import { createStore, openStore } from '../../../src/adapters/store/store.ts';
import { caseTerms, termsOfCases } from '../../support/case-terms.ts';
import { startChild } from '../../support/child.ts';
import { childScript } from '../../support/store-children.ts';
import { newCase } from '../../support/store-builders.ts';

const cases = 30;
const before = migrations.findIndex(({ name }) => name.startsWith('0026'));

it(
  'is as if it had not begun when an upgrade is killed, and is whole the next time',
  { timeout: 120_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'qingyu-upgrade-'));
    const options = { kind: 'sqlite', file: join(folder, 'q.sqlite'), backupDir: join(folder, 'backups') } as const;
    const old = await openDatabase(options, migrations.slice(0, before));
    const { record } = createStore(old).cases;
    for (let one = 0; one < cases; one += 1) await record(newCase(one));
    await old.close();
    const untouched = look(options.file, schemaOf);

    for (let step = 1; step <= migrations.length - before; step += 1) {
      const child = startChild(childScript('upgrader'), { store: options, name: 'u', dieAt: step });
      await child.line('died');
      expect(await child.ended).toBeNull();

      expect(look(options.file, schemaOf)).toEqual(untouched);
    }
    const store = await openStore(options);
    const kept = await store.cases.list({ from: null, to: null, status: null, kind: null });
    await store.close();

    expect(kept).toHaveLength(cases);
    expect(look(options.file, caseTerms)).toEqual(look(options.file, termsOfCases));
    // A copy before each try.
    expect(readdirSync(options.backupDir)).toHaveLength(migrations.length - before + 1);
    rmSync(folder, { recursive: true });
  },
);

function look<Found>(file: string, at: (database: Libsql.Database) => Found): Found {
  const database = new Libsql(file);
  try {
    return at(database);
  } finally {
    database.close();
  }
}

function schemaOf(database: Libsql.Database): unknown {
  return [
    database.prepare('select sql from sqlite_master order by name').raw().all(),
    database.prepare('select name from schema_migrations').raw().all(),
    database.prepare('select count(*) from cases').raw().all(),
  ];
}
