import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import Libsql from 'libsql';
import { codeOf, translateError } from './errors.ts';

/** WAL lets readers go on while one writes; `full` makes a commit survive a power cut. */
/** `secure_delete`: what is removed is overwritten where it stood, whole pages too; `fast` leaves those of long texts. */
const SETTINGS = [
  'secure_delete = on',
  'journal_mode = wal',
  'synchronous = full',
  'foreign_keys = on',
  'journal_size_limit = 67108864',
];

/** Opens the file for writing, making it (and its folder) readable by its owner alone when it is new. */
export function openForWriting(file: string): Libsql.Database {
  const path = resolve(file);
  createPrivately(path);
  const database = open(path);
  configure(database, ['busy_timeout = 5000', ...SETTINGS]);
  // From here on waiting is done without blocking the event loop.
  configure(database, ['busy_timeout = 0']);
  return database;
}

/** A second connection to a file that is open already; it cannot write. */
export function openForReading(file: string): Libsql.Database {
  const database = open(resolve(file));
  configure(database, ['busy_timeout = 5000', 'query_only = on']);
  return database;
}

/** Reads from a file without touching it; null when there is no file or it is empty. */
export function peek<T>(file: string, read: (database: Libsql.Database) => T): T | null {
  const path = resolve(file);
  if (!existsSync(path) || statSync(path).size === 0) return null;
  const database = open(`${pathToFileURL(path).href}?mode=ro`);
  try {
    database.exec('pragma busy_timeout = 5000');
    return read(database);
  } catch (error) {
    throw translateError(error);
  } finally {
    database.close();
  }
}

/** Writes a copy of a database file under a new name; whoever sees the name sees the whole copy. */
export function copyDatabase(database: Libsql.Database, target: string): void {
  const partial = `${target}.partial`;
  rmSync(partial, { force: true });
  createPrivately(partial);
  database.exec(`vacuum into '${partial.replaceAll("'", "''")}'`);
  moveInPlace(partial, target);
}

/** Makes a finished file durable and gives it its name. */
export function moveInPlace(partial: string, target: string): void {
  syncToDisk(partial, 'r+');
  renameSync(partial, target);
  // Windows cannot sync a folder; its file system orders the rename itself.
  if (process.platform !== 'win32') syncToDisk(dirname(target), 'r');
}

/** Only ever creates: closing a file of SQLite that is open elsewhere in this process would drop its locks. */
export function createPrivately(path: string): void {
  makePrivateFolder(dirname(path));
  try {
    closeSync(openSync(path, 'ax', 0o600));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw translateError(error);
  }
}

/** A path in the folder that nothing has yet: `name`, `name-2`, … */
export function freeName(folder: string, name: string, ending: string): string {
  for (let number = 1; ; number += 1) {
    const path = join(folder, `${name}${number === 1 ? '' : `-${number}`}${ending}`);
    if (!existsSync(path)) return path;
  }
}

export function makePrivateFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw translateError(error);
  }
}

function syncToDisk(path: string, flags: 'r' | 'r+'): void {
  const handle = openSync(path, flags);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function open(path: string): Libsql.Database {
  try {
    return new Libsql(path);
  } catch (error) {
    // The binding gives no code when it cannot open a file.
    throw translateError(Object.assign(new Error('open', { cause: error }), { code: 'SQLITE_CANTOPEN' }));
  }
}

function configure(database: Libsql.Database, pragmas: readonly string[]): void {
  try {
    for (const pragma of pragmas) database.exec(`pragma ${pragma}`);
  } catch (error) {
    database.close();
    throw translateError(error);
  }
}
