import { setTimeout } from 'node:timers/promises';
import type Libsql from 'libsql';
import {
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
  type SqliteDatabase,
  type SqliteStatement,
  type TransactionSettings,
} from 'kysely';
import { busy, codeOf } from './errors.ts';
import { StoreDriver, type StoreDriverOptions } from './store-driver.ts';

/** Another process may hold the write lock while it takes in a large folder; asking again does not block the event loop. */
const ASK_AGAIN_MS = 5;
/** Statements kept prepared; the store has about a hundred. */
const STATEMENTS = 256;

export type SqliteDialectOptions = Omit<StoreDriverOptions, 'wrapLoneWrites'> & {
  database: Libsql.Database;
  mode: 'read' | 'write';
  /** How long a writer waits for another process's transaction. */
  waitMs: number;
};

/** Kysely's SQLite over libsql, with the transactions and the locking this store relies on. */
export class LibsqlDialect extends SqliteDialect {
  readonly #options: SqliteDialectOptions;

  constructor(options: SqliteDialectOptions) {
    super({ database: options.database });
    this.#options = options;
  }

  override createDriver(): Driver {
    // A lone writing statement that met a lock stays half-run in libsql and keeps the next ones from committing.
    const wrapLoneWrites = this.#options.mode === 'write';
    return new StoreDriver(new LibsqlDriver(this.#options), { guard: this.#options.guard, wrapLoneWrites });
  }

  override createAdapter(): DialectAdapter {
    return new LibsqlAdapter();
  }
}

class LibsqlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class LibsqlDriver extends SqliteDriver {
  readonly #database: Libsql.Database;
  readonly #waitMs: number;

  constructor(options: SqliteDialectOptions) {
    super({ database: keepStatements(options.database) });
    this.#database = options.database;
    this.#waitMs = options.waitMs;
  }

  override async beginTransaction(_connection: DatabaseConnection, settings: TransactionSettings = {}): Promise<void> {
    if (settings.accessMode === 'read only') this.#database.exec('begin');
    else await beginWriting(this.#database, this.#waitMs);
  }

  override async commitTransaction(): Promise<void> {
    this.#database.exec('commit');
  }

  override async rollbackTransaction(): Promise<void> {
    // SQLite has rolled back by itself after a full disk or an I/O error.
    if (this.#database.inTransaction) this.#database.exec('rollback');
  }
}

/** Takes the write lock at once, so that a transaction never finds out at its end that it may not write. */
async function beginWriting(database: Libsql.Database, waitMs: number): Promise<void> {
  const began = performance.now();
  for (;;) {
    try {
      database.exec('begin immediate');
      return;
    } catch (error) {
      if (!codeOf(error).startsWith('SQLITE_BUSY')) throw error;
      if (performance.now() - began > waitMs) throw busy(error);
    }
    await setTimeout(ASK_AGAIN_MS);
  }
}

/** Preparing costs more than most of our statements; the oldest of too many is dropped. */
function keepStatements(database: Libsql.Database): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();

  return {
    prepare(sql) {
      const known = kept.get(sql);
      if (known) return known;
      const statement = bindIntegers(database.prepare(sql));
      kept.set(sql, statement);
      const [oldest] = kept.keys();
      if (kept.size > STATEMENTS && oldest !== undefined) kept.delete(oldest);
      return statement;
    },
    close() {
      kept.clear();
      database.close();
    },
  };
}

function bindIntegers(statement: Libsql.Statement<unknown[]>): SqliteStatement {
  const bound = (parameters: readonly unknown[]): unknown[] =>
    parameters.map((value) => (Number.isSafeInteger(value) && typeof value === 'number' ? BigInt(value) : value));

  return {
    reader: statement.reader,
    all: (parameters) => statement.all(bound(parameters)),
    run: (parameters) => statement.run(bound(parameters)),
    iterate: () => {
      throw new Error('The store reads in pages, not in streams');
    },
  };
}
