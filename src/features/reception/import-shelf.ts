import { AppError } from '../../base/errors.ts';
import { receivedFileMs } from '../../domain/file.ts';
import type { User } from '../../domain/user.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import type { TableFile } from '../../ports/table-files.ts';

/** Tables between the look at them and their import: each for a day, for the account that brought it. */
export type ImportShelf = {
  /** Throws `access/too-many` for an account that brings many. */
  takePlace(user: Pick<User, 'id'>): Promise<void>;
  keep(file: TableFile, user: Pick<User, 'id'>): Promise<string>;
  /** Throws `record/not-found`. */
  take(id: string, user: Pick<User, 'id'>): Promise<TableFile>;
};

/** What one account may have us read: thirty tables at once, one more a minute. */
const [everyMs, atOnce] = [60_000, 30];

/** `bucket`: the name of what is counted, of each kind of import its own. */
export function createImportShelf(of: {
  store: Pick<Store, 'files' | 'rateBuckets'>;
  clock: Clock;
  bucket: string;
}): ImportShelf {
  const { files, rateBuckets } = of.store;
  return {
    async takePlace({ id }) {
      const bucket = { key: `${of.bucket}/${id}`, intervalMs: everyMs, toleranceMs: everyMs * (atOnce - 1) };
      const place = await rateBuckets.take([bucket]);
      if (place.at !== null) return;
      throw new AppError('access/too-many', '导入得太频繁了，请过几分钟再试。', {
        details: { retryAfterMs: place.waitMs },
      });
    },

    keep({ name, bytes }, user) {
      const now = of.clock.now();
      const kept = { name, mime: 'application/octet-stream', bytes };
      return files.put(kept, { now, expiresAt: now + receivedFileMs, owner: user.id });
    },

    async take(id, user) {
      const file = (await files.isOf(id, user.id)) ? await files.read(id) : null;
      if (file !== null) return { name: file.name, bytes: file.bytes };
      throw new AppError('record/not-found', '没有这份表，可能上传已过一天，请重新选择文件。');
    },
  };
}
