import { Kysely } from 'kysely';
import { migratePostgres, migrateSqlite } from './migrate.ts';
import { migrations as allMigrations } from './migrations/list.ts';
import type { Engine, StoreMigration } from './migrations/migration.ts';
import { openPool, PooledDialect } from './postgres-dialect.ts';
import type { Tables } from './schema.ts';
import { LibsqlDialect } from './sqlite-dialect.ts';
import { openForReading, openForWriting } from './sqlite-file.ts';
import { createTransactionGuard, type TransactionGuard } from './transaction-guard.ts';

export type StoreOptions =
  | { kind: 'sqlite'; file: string; backupDir: string; now?: () => number; waitMs?: number }
  | { kind: 'postgres'; url: string; schema?: string; backupDir?: string; now?: () => number };

export type Db = Kysely<Tables>;

/** Where a noun reads and writes: two connections of one file on SQLite, one pool on PostgreSQL, or one transaction. */
export type Handles = { engine: Engine; read: Db; write: Db; now: () => number };

export type Database = Handles & {
  guard: TransactionGuard;
  /** The newest migration it is at. */
  migration: string;
  /** May be called again. */
  close(): Promise<void>;
};

/** Writers of other processes are waited for this long, a large `ingest` included. */
const WAIT_MS = 30_000;

/** Opens the database and brings it to the newest migration; refuses a newer one untouched. */
export async function openDatabase(
  options: StoreOptions,
  migrations: readonly StoreMigration[] = allMigrations,
): Promise<Database> {
  return options.kind === 'sqlite' ? openSqlite(options, migrations) : openPostgres(options, migrations);
}

async function openSqlite(
  options: StoreOptions & { kind: 'sqlite' },
  migrations: readonly StoreMigration[],
): Promise<Database> {
  const { file, backupDir, now = Date.now, waitMs = WAIT_MS } = options;
  await migrateSqlite({ file, backupDir, waitMs, migrations });

  const guard = createTransactionGuard();
  const writer = openForWriting(file);
  const reader = openForReading(file);
  const write = new Kysely<Tables>({
    dialect: new LibsqlDialect({ database: writer, mode: 'write', guard, waitMs }),
  });
  const read = new Kysely<Tables>({ dialect: new LibsqlDialect({ database: reader, mode: 'read', guard, waitMs }) });
  return {
    engine: 'sqlite',
    read,
    write,
    now,
    guard,
    migration: newestOf(migrations),
    close: once(async () => {
      await settle(read, () => {});
      // The file alone is then the whole database.
      await settle(write, () => void writer.exec('pragma wal_checkpoint(truncate)'));
      guard.end();
    }),
  };
}

/** Closes after what is running has ended. */
async function settle(db: Db, lastWords: () => void): Promise<void> {
  await db.connection().execute(async () => lastWords());
  await db.destroy();
}

async function openPostgres(
  options: StoreOptions & { kind: 'postgres' },
  migrations: readonly StoreMigration[],
): Promise<Database> {
  const { url, schema = null, backupDir = null, now = Date.now } = options;
  const guard = createTransactionGuard();
  const pool = await openPool({ url, schema });
  const db = new Kysely<Tables>({ dialect: new PooledDialect(pool, { guard, wrapLoneWrites: false }) });
  try {
    await migratePostgres({ db, schema, migrations }, { backupDir, now });
  } catch (error) {
    await db.destroy();
    throw error;
  }
  const migration = newestOf(migrations);
  const close = once(async () => {
    await db.destroy();
    guard.end();
  });
  return { engine: 'postgres', read: db, write: db, now, guard, migration, close };
}

function newestOf(migrations: readonly StoreMigration[]): string {
  return migrations.at(-1)?.name ?? '';
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => (done ??= work());
}

/** Joins the transaction that `db` is, or makes one. */
export function inTransaction<T>(db: Db, work: (transaction: Db) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work);
}
