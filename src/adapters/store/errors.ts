import { AppError } from '../../base/errors.ts';

/** SQLite's and PostgreSQL's ways of saying that another one holds what we need. */
const BUSY = /^(SQLITE_BUSY|SQLITE_LOCKED|40001$|40P01$|55P03$)/;
/** Disk full, file damaged or not readable; server away, shutting down, refusing us or the password. */
const UNAVAILABLE =
  /^(SQLITE_(FULL|IOERR|CORRUPT|NOTADB|CANTOPEN|READONLY|PERM|AUTH)|08|28|53|57P|58|3D000|3F000|E(CONN|TIMEDOUT|NOTFOUND|AI_AGAIN|HOST|NET|PIPE))/;

/** The folder of the data: missing, not ours, full, read-only, or no folder at all. */
const FOLDER = /^E(ACCES|EXIST|ISDIR|NOENT|NOSPC|NOTDIR|PERM|ROFS)$/;

/** Foreign errors of both engines, by their code; what is no failure of the store stays as it is. */
export function translateError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const code = codeOf(error);
  if (BUSY.test(code)) return busy(error);
  if (UNAVAILABLE.test(code) || FOLDER.test(code)) return unavailable(code, error);
  if (/^(Connection terminated|timeout exceeded when trying to connect)/.test(error.message)) {
    return unavailable('connection', error);
  }
  return error;
}

export function busy(cause: unknown): AppError {
  return new AppError('store/busy', '数据库正被另一个进程占用，请稍后再试。', { cause });
}

/** The engine's own words may hold host names or paths: they stay in `cause`. */
export function unavailable(code: string, cause: unknown): AppError {
  return new AppError('store/unavailable', `数据库暂时用不了（${code}），${adviceFor(code)}。`, { cause });
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function adviceFor(code: string): string {
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') return '磁盘已满，请腾出空间';
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return '数据文件已损坏或不是清语的数据库，请用 restore 恢复备份';
  if (code.startsWith('SQLITE_') || FOLDER.test(code)) return '请检查 DATA_DIR 能否读写';
  if (/^(28|3D000)/.test(code)) return '请检查 DATABASE_URL 里的用户名、密码和库名';
  return '请检查 DATABASE_URL 和 PostgreSQL 是否在运行';
}
