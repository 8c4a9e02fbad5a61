import { join } from 'node:path';
import { newerBackup, readBackup, readBackupHeader, writeBackup } from './backup-file.ts';
import { openDatabase, type Database, type Db, type StoreOptions } from './database.ts';
import { inSnapshot } from './snapshot.ts';
import { migrations as allMigrations } from './migrations/list.ts';
import type { StoreMigration } from './migrations/migration.ts';
import { replaceAll } from './restore.ts';
import { tableNames } from './schema.ts';
import { makePrivateFolder } from './sqlite-file.ts';
import { withStaging } from './staging.ts';
import { countRows, insertRows, readTable, type Row } from './table-rows.ts';

export type BackupResult = { file: string; rows: number };
/** `savedTo` is the backup of what was there before, null when there was nothing. */
export type RestoreResult = { rows: number; savedTo: string | null };

/** Writes everything, as of one moment, into `file`; others go on reading and writing. */
export async function backupStore(options: StoreOptions, file: string): Promise<BackupResult> {
  const database = await openDatabase(options);
  try {
    return { file, rows: await inSnapshot(database.read, (db) => writeAll(database, db, file)) };
  } finally {
    await database.close();
  }
}

/**
 * Puts the state of a backup in the place of what is there, at one moment, after a backup of what is there.
 *
 * A damaged backup or one of a newer version is refused before anything is touched. A running server sees the new
 * state at once; what was sent stays marked as sent (see restore-carry-over.ts).
 */
export async function restoreStore(
  task: { store: StoreOptions; file: string; backupDir: string },
  migrations: readonly StoreMigration[] = allMigrations,
): Promise<RestoreResult> {
  const header = await readBackupHeader(task.file);
  const made = migrations.findIndex(({ name }) => name === header.migration);
  if (made < 0) throw newerBackup();

  return withStaging(
    { migrations, madeBy: migrations.slice(0, made + 1) },
    {
      load: (db) => readBackup(task.file, (table, rows) => insertRows(db, { table, rows })),
      async use(staged) {
        const target = await openDatabase(task.store, migrations);
        try {
          return await replaceAll({ target, staged, save: (db) => saveBefore({ target, db }, task.backupDir) });
        } finally {
          await target.close();
        }
      },
    },
  );
}

async function writeAll({ migration, now }: Database, db: Db, file: string): Promise<number> {
  const tables = await countAll(db);
  await writeBackup(file, { migration, createdAt: now(), tables }, allRows(db));
  return sumOf(tables);
}

async function* allRows(db: Db): AsyncGenerator<readonly Row[]> {
  for (const table of tableNames) yield* readTable(db, table);
}

/** Null when there is nothing to save. */
async function saveBefore({ target, db }: { target: Database; db: Db }, backupDir: string): Promise<string | null> {
  if (sumOf(await countAll(db)) === 0) return null;
  makePrivateFolder(backupDir);
  const stamp = new Date(target.now()).toISOString().replaceAll(/[:.]/g, '-');
  const file = join(backupDir, `before-restore-${stamp}.qingyu.gz`);
  await writeAll(target, db, file);
  return file;
}

async function countAll(db: Db): Promise<{ name: string; rows: number }[]> {
  const tables: { name: string; rows: number }[] = [];
  for (const name of tableNames) tables.push({ name, rows: await countRows(db, name) });
  return tables;
}

function sumOf(tables: readonly { rows: number }[]): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}
