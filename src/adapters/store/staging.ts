import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database, type Db } from './database.ts';
import type { StoreMigration } from './migrations/migration.ts';

/**
 * Rebuilds a backup in a SQLite file of its own, at the migration it was made with, and migrates that file: a backup
 * of an older version fits, and one that does not fit is found out before anything real is touched.
 */
export async function withStaging<T>(
  { migrations, madeBy }: { migrations: readonly StoreMigration[]; madeBy: readonly StoreMigration[] },
  work: { load: (db: Db) => Promise<void>; use: (staged: Database) => Promise<T> },
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'qingyu-restore-'));
  const options = { kind: 'sqlite', file: join(folder, 'staging.db'), backupDir: folder } as const;
  try {
    await using(await openDatabase(options, madeBy), (database) =>
      database.write.transaction().execute((db) => work.load(db)),
    );
    return await using(await openDatabase(options, migrations), work.use);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function using<T>(database: Database, work: (database: Database) => Promise<T>): Promise<T> {
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
