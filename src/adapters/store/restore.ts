import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { hasCode } from '../../base/errors.ts';
import type { Database, Db } from './database.ts';
import { carryOver } from './restore-carry-over.ts';
import { tableNames } from './schema.ts';
import { insertRows, readTable } from './table-rows.ts';

/** Below the second after which PostgreSQL kills one of two that wait for each other: we step back, not the server. */
const LOCK_MS = 300;
const TRIES = 60;
const PAUSE_MS = 200;

export type Replacement = {
  target: Database;
  staged: Database;
  /** Saves what is there, seen in the transaction that replaces it; returns where to. */
  save: (db: Db) => Promise<string | null>;
};

/** Puts the staged rows in the place of all rows of the target, in one transaction; `rows` is how many there are now. */
export async function replaceAll(task: Replacement): Promise<{ rows: number; savedTo: string | null }> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await task.target.write.transaction().execute((db) => replaceWithin(db, task));
    } catch (error) {
      if (task.target.engine === 'sqlite' || attempt === TRIES || !hasCode(error, 'store/busy')) throw error;
    }
    await setTimeout(PAUSE_MS);
  }
}

async function replaceWithin(
  db: Db,
  { target, staged, save }: Replacement,
): Promise<{ rows: number; savedTo: string | null }> {
  if (target.engine === 'postgres') await keepWritersOut(db);
  const savedTo = await save(db);
  await staged.write.transaction().execute((staging) => carryOver({ present: db, staging, now: target.now() }));

  for (const table of tableNames.toReversed()) await sql`delete from ${sql.table(table)}`.execute(db);
  if (target.engine === 'sqlite') await forgetWords(db);
  let rows = 0;
  for (const table of tableNames) {
    for await (const page of readTable(staged.read, table)) {
      await insertRows(db, { table, rows: page });
      rows += page.length;
    }
  }
  if (target.engine === 'postgres') await continueNumbers(db);
  return { rows, savedTo };
}

/** What cases are found by; the cases that come fill it again. */
async function forgetWords(db: Db): Promise<void> {
  await sql`insert into case_words(case_words) values ('delete-all')`.execute(db);
}

/** Readers go on. */
async function keepWritersOut(db: Db): Promise<void> {
  const tables = sql.join(tableNames.map((table) => sql.table(table)));
  await sql`set local lock_timeout = ${sql.lit(LOCK_MS)}`.execute(db);
  await sql`lock table ${tables} in exclusive mode`.execute(db);
}

/** Numbers given out once are never given out again; SQLite keeps to that by itself. */
async function continueNumbers(db: Db): Promise<void> {
  for (const [table, column] of [
    ['messages', 'id'],
    ['deliveries', 'seq'],
  ] as const) {
    const sequence = sql`pg_get_serial_sequence(${table}, ${column})`;
    await sql`select setval(${sequence}, greatest(nextval(${sequence}), (select max(${sql.ref(column)}) from ${sql.table(table)})))`.execute(
      db,
    );
  }
}
