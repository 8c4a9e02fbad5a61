import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { newerBackup, readBackup, readBackupHeader, writeBackup } from './backup-file.ts';
import { inSnapshot, openDatabase, type Database, type Db, type StoreOptions } from './database.ts';
import { migrations } from './migrations/list.ts';
import { replaceAll } from './restore.ts';
import { tableNames } from './schema.ts';
import { withStaging } from './staging.ts';
import { countRows, insertRows, readTable, type Row } from './table-rows.ts';

export type BackupResult = { file: string; rows: number };
/** `savedTo` is the backup of what was there before, null when there was nothing. */
export type RestoreResult = { rows: number; savedTo: string | null };

/** Writes everything, as of one moment, into `file`; others go on reading and writing. */
export async function backupStore(options: StoreOptions, file: string): Promise<BackupResult> {
  const database = await openDatabase(options);
  try {
    return { file, rows: await writeAll(database, file) };
  } finally {
    await database.close();
  }
}

/**
 * Puts the state of a backup in the place of what is there, at one moment, after a backup of what is there.
 *
 * A damaged backup or one of a newer version is refused before anything is touched. A running server sees the new
 * state at once; what was sent stays marked as sent (see restore.ts).
 */
export async function restoreStore(task: {
  store: StoreOptions;
  file: string;
  backupDir: string;
}): Promise<RestoreResult> {
  const header = await readBackupHeader(task.file);
  const known = migrations.findIndex(({ name }) => name === header.migration);
  if (known < 0) throw newerBackup();

  return withStaging(migrations.slice(0, known + 1), {
    load: (db) => readBackup(task.file, (table, rows) => insertRows(db, { table, rows })),
    async use(staged) {
      const database = await openDatabase(task.store);
      try {
        const savedTo = await saveBeforeRestore(database, task.backupDir);
        return { rows: await replaceAll(database, staged), savedTo };
      } finally {
        await database.close();
      }
    },
  });
}

function writeAll(database: Database, file: string): Promise<number> {
  return inSnapshot(database.read, async (db) => {
    const tables: { name: string; rows: number }[] = [];
    for (const name of tableNames) tables.push({ name, rows: await countRows(db, name) });
    const migration = migrations.at(-1)?.name ?? '';
    await writeBackup(file, { migration, createdAt: database.now(), tables }, allRows(db));
    return tables.reduce((sum, table) => sum + table.rows, 0);
  });
}

async function* allRows(db: Db): AsyncGenerator<readonly Row[]> {
  for (const table of tableNames) yield* readTable(db, table);
}

async function saveBeforeRestore(database: Database, backupDir: string): Promise<string | null> {
  let rows = 0;
  for (const table of tableNames) rows += await countRows(database.read, table);
  if (rows === 0) return null;
  mkdirSync(backupDir, { recursive: true, mode: 0o700 });
  const stamp = new Date(database.now()).toISOString().replaceAll(/[:.]/g, '-');
  const file = join(backupDir, `before-restore-${stamp}.qingyu.gz`);
  await writeAll(database, file);
  return file;
}
