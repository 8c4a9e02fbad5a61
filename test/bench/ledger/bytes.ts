import { stat } from 'node:fs/promises';
import type { StoreOptions } from '../../../src/adapters/store/database.ts';
import { query } from '../../support/postgres.ts';

/** What a store takes on disk: the file and what is written ahead of it, or the database. */
export async function bytesOf(options: StoreOptions): Promise<number> {
  if (options.kind === 'postgres') {
    const [row] = await query(options.url, 'select pg_database_size(current_database()) as bytes');
    return Number(row?.['bytes']);
  }
  const sizes = await Promise.all([options.file, `${options.file}-wal`].map((file) => stat(file).catch(() => null)));
  return sizes.reduce((sum, found) => sum + (found?.size ?? 0), 0);
}
