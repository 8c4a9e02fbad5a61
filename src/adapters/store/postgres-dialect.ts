import { PostgresDialect, type Driver } from 'kysely';
import type { Pool, PoolConfig, types as pgTypes } from 'pg';
import { StoreDriver, type StoreDriverOptions } from './store-driver.ts';

/** OID of bigint, and so of count(*): our numbers all fit a JavaScript number. */
const INT8 = 20;
const CONNECTIONS = 10;
const CONNECT_MS = 5000;

export type PostgresSource = { url: string; schema: string | null };

/** Kysely's PostgreSQL, with the safeguards of this store. */
export class PooledDialect extends PostgresDialect {
  readonly #options: StoreDriverOptions;

  constructor(pool: Pool, options: StoreDriverOptions) {
    super({ pool });
    this.#options = options;
  }

  override createDriver(): Driver {
    return new StoreDriver(super.createDriver(), this.#options);
  }
}

/** `pg` is loaded here alone: who runs on SQLite does not pay for it. */
export async function openPool(source: PostgresSource): Promise<Pool> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool(poolConfig(source, pg.types));
  // Without a listener a connection that the server drops while it is idle would end the process; the pool replaces it.
  pool.on('error', () => {});
  // The same for one that is in use: its query fails and is told, the event besides has nothing to add.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

function poolConfig({ url, schema }: PostgresSource, types: typeof pgTypes): PoolConfig {
  return {
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    application_name: 'qingyu',
    ...(schema === null ? {} : { options: `-c search_path=${schema}` }),
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === INT8 ? Number : types.getTypeParser(oid, format),
    },
  };
}
