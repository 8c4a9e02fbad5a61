import { setImmediate } from 'node:timers/promises';
import { sql, type RawBuilder } from 'kysely';
import { eachChunk, INSERT_ROWS } from './chunks.ts';
import type { Db } from './database.ts';
import { tableKeys, type Tables } from './schema.ts';

export type TableName = keyof Tables;

/** A row as it stands in a backup. */
export type Row = Readonly<Record<string, string | number | null>>;

/** Of these one row may be many megabytes. */
const large: ReadonlySet<string> = new Set(['files'] satisfies TableName[]);

/** How many rows of a table are held in memory at a time. */
export function pageOf(table: string): number {
  return large.has(table) ? 1 : 1000;
}

/** All rows in the order of the primary key, page by page; others get their turn between two pages. */
export async function* readTable(db: Db, table: TableName): AsyncGenerator<Row[]> {
  const key: readonly string[] = tableKeys[table];
  const columns = sql.join(key.map((column) => sql.ref(column)));
  const page = pageOf(table);
  let after = sql``;
  for (;;) {
    const { rows } =
      await sql<Row>`select * from ${sql.table(table)} ${after} order by ${columns} limit ${page}`.execute(db);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    if (rows.length < page) return;
    after = sql`where (${columns}) > (${sql.join(key.map((column) => last[column]))})`;
    await setImmediate();
  }
}

/** Rows that all have the same columns; a row whose `replaceBy` columns are there already takes its place. */
export type Insertion = { table: string; rows: readonly Row[]; replaceBy?: string | readonly string[] };

export async function insertRows(db: Db, { table, rows, replaceBy }: Insertion): Promise<void> {
  await eachChunk(rows, Math.min(pageOf(table), INSERT_ROWS), async (chunk) => {
    const columns = Object.keys(chunk[0] ?? {});
    const names = sql.join(columns.map((column) => sql.ref(column)));
    const values = sql.join(chunk.map((row) => sql`(${sql.join(columns.map((column) => row[column] ?? null))})`));
    const conflict = replaceBy === undefined ? sql`` : replacing([replaceBy].flat(), columns);
    await sql`insert into ${sql.table(table)} (${names}) values ${values} ${conflict}`.execute(db);
  });
}

function replacing(keys: readonly string[], columns: readonly string[]): RawBuilder<unknown> {
  const changes = columns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`);
  const key = sql.join(keys.map((column) => sql.ref(column)));
  return sql`on conflict (${key}) do update set ${sql.join(changes)}`;
}

export async function countRows(db: Db, table: TableName): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(db);
  return rows[0]?.count ?? 0;
}
