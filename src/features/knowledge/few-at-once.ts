import { AppError } from '../../base/errors.ts';
import type { Brought, BroughtFile } from './upload.ts';

/** Files are read one after the other, for a minute and a half at most, and wait for it whole in memory. */
const most = 6;

/** Throws `access/too-many` beyond that. */
export function fewAtOnce(bring: (file: BroughtFile) => Promise<Brought>): (file: BroughtFile) => Promise<Brought> {
  let brought = 0;
  return async (file) => {
    if (brought >= most)
      throw new AppError('access/too-many', '正在读的资料太多，请等其中一份读完再传。', {
        details: { retryAfterMs: 10_000 },
      });
    brought += 1;
    try {
      return await bring(file);
    } finally {
      brought -= 1;
    }
  };
}
