import { start } from './0001-start.ts';
import type { StoreMigration } from './migration.ts';

/** All migrations, oldest first. A published one is never changed; a new one is appended. */
export const migrations: readonly StoreMigration[] = [start];
