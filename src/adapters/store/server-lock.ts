import { join } from 'node:path';
import { AppError } from '../../base/errors.ts';
import { tryLock, type FileLock } from './file-lock.ts';

/** One server a data folder: two would answer every message twice. Throws `store/busy` while another one lives. */
export function holdServerLock(dataDir: string): FileLock {
  const lock = tryLock(join(dataDir, 'server.lock'));
  if (lock) return lock;
  throw new AppError(
    'store/busy',
    `数据目录 ${dataDir} 正被另一个清语服务使用，请先停止它，或为这个服务另设 DATA_DIR。`,
  );
}
