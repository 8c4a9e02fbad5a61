import type Libsql from 'libsql';
import { sql, Kysely, Migrator } from 'kysely';
import { AppError } from '../../base/errors.ts';
import { backupBefore } from './backup-before.ts';
import { codeOf, translateError } from './errors.ts';
import { withLock } from './file-lock.ts';
import { columnTypes, type Engine, type StoreMigration } from './migrations/migration.ts';
import type { Tables } from './schema.ts';
import { LibsqlDialect } from './sqlite-dialect.ts';
import { copyDatabase, freeName, makePrivateFolder, openForWriting, peek } from './sqlite-file.ts';
import { inSnapshot } from './snapshot.ts';
import { createTransactionGuard } from './transaction-guard.ts';

const TABLE = 'schema_migrations';
const NO_SUCH_SCHEMA = '3F000';
const LOOKS = 20;
const LOCK_TABLE = 'schema_migrations_lock';

export type SqliteMigration = {
  file: string;
  backupDir: string;
  waitMs: number;
  migrations: readonly StoreMigration[];
};

/** Brings a file to the newest migration, after a copy of what is there; several starters at once take turns. */
export async function migrateSqlite(task: SqliteMigration): Promise<void> {
  if (pendingOf(task.migrations, readExecuted(task.file)).length === 0) return;

  await withLock(`${task.file}.lock`, task.waitMs, async () => {
    const executed = readExecuted(task.file);
    const [next] = pendingOf(task.migrations, executed);
    if (!next) return;
    const database = openForWriting(task.file);
    const copy = executed.length === 0 ? null : copyBefore(database, task.backupDir, next.name);
    await runOnFile(database, task, copy);
  });
}

async function runOnFile(database: Libsql.Database, task: SqliteMigration, copy: string | null): Promise<void> {
  const guard = createTransactionGuard();
  const dialect = new LibsqlDialect({ database, mode: 'write', guard, waitMs: task.waitMs });
  const db = new Kysely<Tables>({ dialect });
  try {
    await run({ db, engine: 'sqlite', schema: null, migrations: task.migrations });
  } catch (error) {
    throw copy === null ? error : withCopy(error, copy);
  } finally {
    await db.destroy();
  }
}

export type PostgresMigration = {
  db: Kysely<Tables>;
  /** Null: the one that new tables of this connection go to. */
  schema: string | null;
  migrations: readonly StoreMigration[];
};

/** Where a backup goes before an upgrade; null where none is made. */
export type UpgradeBackup = { backupDir: string | null; now: () => number };

/** Brings a schema to the newest migration, after a backup of what is there; PostgreSQL lets one starter at a time do it. */
export async function migratePostgres(task: PostgresMigration, { backupDir, now }: UpgradeBackup): Promise<void> {
  const { db, migrations } = task;
  const schema = task.schema ?? (await currentSchema(db));
  const executed = await listExecuted(db, schema);
  if (pendingOf(migrations, executed).length === 0) return;
  if (executed.length > 0 && backupDir !== null) {
    await inSnapshot(db, async (snapshot) => {
      // Another starter may have done it meanwhile: what is done and what is saved are of one moment.
      const done = await listExecuted(snapshot, schema);
      const [next] = pendingOf(migrations, done);
      if (next) await backupBefore({ db: snapshot, schema, executed: done, next: next.name, backupDir, now: now() });
    });
  }
  await run({ db, engine: 'postgres', schema, migrations });
}

async function run(target: PostgresMigration & { engine: Engine }): Promise<void> {
  const types = columnTypes(target.engine);
  const steps = target.migrations.map(
    ({ name, up }) => [name, { up: (db: Kysely<unknown>) => up(db, types) }] as const,
  );
  const migrator = new Migrator({
    db: target.db,
    provider: { getMigrations: async () => Object.fromEntries(steps) },
    migrationTableName: TABLE,
    migrationLockTableName: LOCK_TABLE,
    ...(target.schema === null ? {} : { migrationTableSchema: target.schema }),
  });

  for (let look = 1; ; look += 1) {
    const { error } = await migrator.migrateToLatest();
    if (error === undefined) return;
    if (look === LOOKS || !isOfAnotherSchema(error)) throw translateError(error);
  }
}

/** The migrator looks at the tables of all schemas, and meets one that another program is dropping right now. */
function isOfAnotherSchema(error: unknown): boolean {
  const cause = error instanceof AppError ? error.cause : error;
  return codeOf(cause) === NO_SUCH_SCHEMA;
}

/** What is still to be done; throws `store/newer` when something was done that this version does not know. */
function pendingOf(migrations: readonly StoreMigration[], executed: readonly string[]): StoreMigration[] {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = executed.find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new AppError(
      'store/newer',
      '数据库来自更新版本的清语，这个版本不能打开它（没有改动任何数据）；请升级清语。',
      {
        details: { migration: unknown },
      },
    );
  }
  return migrations.filter(({ name }) => !executed.includes(name));
}

function readExecuted(file: string): string[] {
  const executed = peek(file, (database) => {
    const tables = names(database, "select name from sqlite_master where type = 'table'");
    if (tables.includes(TABLE)) return names(database, `select name from ${TABLE}`);
    if (tables.length === 0) return [];
    throw new AppError('store/unavailable', `${file} 不是清语的数据库（没有改动它），请检查 DATA_DIR。`);
  });
  return executed ?? [];
}

function names(database: Libsql.Database, query: string): string[] {
  return database
    .prepare(query)
    .raw()
    .all()
    .flatMap((row) => (Array.isArray(row) ? row.map(String) : []));
}

async function currentSchema(db: Kysely<Tables>): Promise<string> {
  const { rows } = await sql<{ name: string | null }>`select current_schema() as name`.execute(db);
  return rows[0]?.name ?? 'public';
}

async function listExecuted(db: Kysely<Tables>, schema: string): Promise<string[]> {
  try {
    const { rows } = await sql<{ name: string }>`select name from ${sql.table(`${schema}.${TABLE}`)}`.execute(db);
    return rows.map(({ name }) => name);
  } catch (error) {
    if (codeOf(error) === '42P01') return [];
    throw error;
  }
}

/** Named after the step it precedes; an earlier copy (of an upgrade that failed) is kept. */
function copyBefore(database: Libsql.Database, backupDir: string, step: string): string {
  makePrivateFolder(backupDir);
  const target = freeName(backupDir, `before-${step}`, '.db');
  copyDatabase(database, target);
  return target;
}

function withCopy(error: unknown, copy: string): AppError {
  return new AppError('store/unavailable', `数据库升级没有成功，数据没有改动；升级前的备份在 ${copy}。`, {
    cause: error,
  });
}
