import { setImmediate } from 'node:timers/promises';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult, TransactionSettings } from 'kysely';
import { translateError } from './errors.ts';
import type { TransactionGuard } from './transaction-guard.ts';
import { storable } from './values.ts';

/** SQLite answers without ever leaving the microtask queue: after this long, timers and sockets get their turn. */
const TURN_MS = 8;

export type StoreDriverOptions = {
  guard: TransactionGuard;
  /** Runs a writing statement that stands alone in a transaction of its own. */
  wrapLoneWrites: boolean;
};

/** What both engines have in common: safe parameters, our errors, no half-failed commit, no way around a transaction. */
export class StoreDriver implements Driver {
  readonly #inner: Driver;
  readonly #options: StoreDriverOptions;
  #turnBegan = 0;

  constructor(inner: Driver, options: StoreDriverOptions) {
    this.#inner = inner;
    this.#options = options;
  }

  init(): Promise<void> {
    return this.#inner.init();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    this.#options.guard.assertOutside();
    await this.#breathe();
    const connection = await translated(() => this.#inner.acquireConnection());
    return new StoreConnection(this.#inner, connection, this.#options.wrapLoneWrites);
  }

  beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    return own(connection).begin(settings);
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return own(connection).commit();
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return own(connection).rollback();
  }

  releaseConnection(connection: DatabaseConnection): Promise<void> {
    return this.#inner.releaseConnection(own(connection).inner);
  }

  destroy(): Promise<void> {
    return this.#inner.destroy();
  }

  async #breathe(): Promise<void> {
    if (performance.now() - this.#turnBegan < TURN_MS) return;
    await setImmediate();
    this.#turnBegan = performance.now();
  }
}

class StoreConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection;
  readonly #driver: Driver;
  readonly #wrapLoneWrites: boolean;
  #inTransaction = false;
  #failure: unknown = null;

  constructor(driver: Driver, inner: DatabaseConnection, wrapLoneWrites: boolean) {
    this.#driver = driver;
    this.inner = inner;
    this.#wrapLoneWrites = wrapLoneWrites;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const safe = { ...query, parameters: query.parameters.map(storable) };
    if (this.#inTransaction || !this.#wrapLoneWrites || query.query.kind === 'SelectQueryNode') return this.#run(safe);

    await this.begin({});
    try {
      const result = await this.#run<R>(safe);
      await this.commit();
      return result;
    } catch (error) {
      await this.rollback();
      throw error;
    }
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('The store reads in pages, not in streams');
  }

  async begin(settings: TransactionSettings): Promise<void> {
    await translated(() => this.#driver.beginTransaction(this.inner, settings));
    this.#inTransaction = true;
    this.#failure = null;
  }

  /** PostgreSQL answers the commit of a failed transaction with a silent rollback; on both engines it is an error. */
  async commit(): Promise<void> {
    if (this.#failure !== null) {
      throw new Error('A statement of this transaction failed: nothing is stored', { cause: this.#failure });
    }
    await translated(() => this.#driver.commitTransaction(this.inner));
    this.#inTransaction = false;
  }

  async rollback(): Promise<void> {
    this.#inTransaction = false;
    await translated(() => this.#driver.rollbackTransaction(this.inner));
  }

  async #run<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    try {
      return await this.inner.executeQuery<R>(query);
    } catch (error) {
      this.#failure = error;
      throw translateError(error);
    }
  }
}

function own(connection: DatabaseConnection): StoreConnection {
  if (connection instanceof StoreConnection) return connection;
  throw new TypeError('This connection is not of the store');
}

async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw translateError(error);
  }
}
