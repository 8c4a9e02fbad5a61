import { join } from 'node:path';
import type { JobProgress } from '../../ports/jobs.ts';
import type { Original, Originals, ReceivedOriginals } from '../../ports/originals.ts';
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

/** `originals`: how many files of documents. */
export type BackupResult = { file: string; rows: number; originals: number };
/** `savedTo` is the backup of what was there before, null when there was nothing. */
export type RestoreResult = { rows: number; originals: number; savedTo: string | null };

export type BackupTask = {
  originals?: Originals;
  /** Breaks it off, and then there is no file. */
  signal?: AbortSignal;
  /** Counts rows and originals. */
  onProgress?: (progress: JobProgress) => void;
};

/** Writes everything, as of one moment, into `file`; others go on reading and writing. */
export async function backupStore(options: StoreOptions, file: string, task: BackupTask = {}): Promise<BackupResult> {
  const database = await openDatabase(options);
  try {
    return { file, ...(await inSnapshot(database.read, (db) => writeAll(database, db, { ...task, file }))) };
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
  task: { store: StoreOptions; file: string; backupDir: string; originals?: Originals },
  migrations: readonly StoreMigration[] = allMigrations,
): Promise<RestoreResult> {
  const header = await readBackupHeader(task.file);
  const made = migrations.findIndex(({ name }) => name === header.migration);
  if (made < 0) throw newerBackup();

  const received = task.originals?.receive() ?? dropping;
  let originals = 0;
  const takeOriginal = async (original: Original): Promise<void> => {
    await received.add(original);
    originals += 1;
  };
  try {
    return await withStaging(
      { migrations, madeBy: migrations.slice(0, made + 1) },
      {
        load: (db) =>
          readBackup(task.file, {
            rows: (table, rows) => insertRows(db, { table, rows }),
            original: takeOriginal,
          }),
        async use(staged) {
          await received.keep();
          if (task.originals !== undefined) await pointTo(staged, task.originals);
          const target = await openDatabase(task.store, migrations);
          try {
            const done = await replaceAll({ target, staged, save: (db) => saveBefore({ target, db }, task.backupDir) });
            return { ...done, originals };
          } finally {
            await target.close();
          }
        },
      },
    );
  } catch (error) {
    await received.drop();
    throw error;
  }
}

/** For who keeps none: they are read, and left. */
const dropping: ReceivedOriginals = {
  async add({ pieces }) {
    for await (const _ of pieces);
  },
  async keep() {},
  async drop() {},
};

/** The folder of the house that made the backup need not be ours. */
async function pointTo(staged: Database, { placeOf }: Originals): Promise<void> {
  const rows = await staged.read
    .selectFrom('documents')
    .select(['id', 'origin'])
    .where('origin', 'is not', null)
    .execute();
  await staged.write.transaction().execute(async (db) => {
    for (const { id, origin } of rows) {
      const here = placeOf(origin ?? '');
      if (here !== null && here !== origin)
        await db.updateTable('documents').set({ origin: here }).where('id', '=', id).execute();
    }
  });
}

type Writing = BackupTask & { file: string };

async function writeAll(
  { migration, now }: Database,
  db: Db,
  { file, originals: kept, signal, onProgress }: Writing,
): Promise<Omit<BackupResult, 'file'>> {
  const tables = await countAll(db);
  const rows = sumOf(tables);
  let [done, originals] = [0, 0];
  const step = (count: number): void => {
    signal?.throwIfAborted();
    onProgress?.({ done: (done += count), total: Math.max(rows, done) });
  };
  const pages = counted(allRows(db), (page) => step(page.length));
  const takeAlong = kept && counted(kept.all(), () => step((originals += 1) > 0 ? 1 : 0));
  await writeBackup(file, { header: { migration, createdAt: now(), tables }, pages, originals: takeAlong ?? null });
  return { rows, originals };
}

async function* counted<T>(all: AsyncIterable<T>, count: (one: T) => void): AsyncGenerator<T> {
  for await (const one of all) {
    count(one);
    yield one;
  }
}

async function* allRows(db: Db): AsyncGenerator<readonly Row[]> {
  for (const table of tableNames) yield* readTable(db, table);
}

/** Null when there is nothing to save. Without originals: a restore takes none away. */
async function saveBefore({ target, db }: { target: Database; db: Db }, backupDir: string): Promise<string | null> {
  if (sumOf(await countAll(db)) === 0) return null;
  makePrivateFolder(backupDir);
  const stamp = new Date(target.now()).toISOString().replaceAll(/[:.]/g, '-');
  const file = join(backupDir, `before-restore-${stamp}.qingyu.gz`);
  await writeAll(target, db, { file });
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
