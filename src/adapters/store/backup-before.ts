import { type Kysely, sql } from 'kysely';
import { writeBackup } from './backup-file.ts';
import { type Tables, tableNames } from './schema.ts';
import { freeName, makePrivateFolder } from './sqlite-file.ts';
import { countRows, readTable, type Row, type TableName } from './table-rows.ts';

export type BackupBefore = {
  /** One moment of the database, in which `executed` is what was done so far. */
  db: Kysely<Tables>;
  schema: string;
  executed: readonly string[];
  /** The step it precedes. */
  next: string;
  backupDir: string;
  now: number;
};

/** Writes what is there into a backup of the version that made it, before a step that cannot be taken back. */
export async function backupBefore({ db, schema, executed, next, backupDir, now }: BackupBefore): Promise<string> {
  const names = await existing(db, schema);
  const tables: { name: string; rows: number }[] = [];
  for (const name of names) tables.push({ name, rows: await countRows(db, name) });
  makePrivateFolder(backupDir);
  const file = freeName(backupDir, `before-${next}`, '.qingyu.gz');
  const header = { migration: executed.toSorted().at(-1) ?? '', createdAt: now, tables };
  // Originals stay where they are; and the older program, which this is for, knows nothing of them.
  await writeBackup(file, { header, pages: rowsOf(db, names), originals: null });
  return file;
}

/** Tables of ours that were there already then. */
async function existing(db: Kysely<Tables>, schema: string): Promise<TableName[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = ${schema}`.execute(db);
  const there = new Set(rows.map(({ name }) => name));
  return tableNames.filter((name) => there.has(name));
}

async function* rowsOf(db: Kysely<Tables>, names: readonly TableName[]): AsyncGenerator<readonly Row[]> {
  for (const name of names) yield* readTable(db, name);
}
