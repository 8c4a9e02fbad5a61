import { AppError } from '../../base/errors.ts';
import { type CarriedFile, receivedFileMs } from '../../domain/file.ts';
import type { RateBucket } from '../../domain/rate-limit.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { readAttachment, type WrittenFile } from './attachment.ts';
import type { SendOrder } from './send-once.ts';

export type UploadDeps = { store: Pick<Store, 'files' | 'rateBuckets'>; clock: Clock };

/** `size` in bytes; `keptUntil`: ISO, from when on it is removed unless a broadcast carries it. */
export type Uploaded = { id: string; name: string; mime: string; size: number; keptUntil: string };

/** What one account may have us keep: twenty files at once, one more every three minutes. */
const [everyMs, atOnce] = [180_000, 20];

/** Keeps a file for a broadcast to come; the same one twice is one. Throws `input/*`, and `access/too-many`. */
export async function upload({ store, clock }: UploadDeps, written: WrittenFile, userId: string): Promise<Uploaded> {
  const file = await readAttachment(written);
  const place = await store.rateBuckets.take([bucketOfUser(userId)]);
  if (place.at === null)
    throw new AppError('access/too-many', '上传得太多了，请过几分钟再传。', {
      details: { retryAfterMs: place.waitMs },
    });
  const now = clock.now();
  const expiresAt = now + receivedFileMs;
  const id = await store.files.put(file, { now, expiresAt, owner: userId });
  const { name, mime, bytes } = file;
  return { id, name, mime, size: bytes.byteLength, keptUntil: new Date(expiresAt).toISOString() };
}

/** What this account uploaded; of others, and of what members sent, not even whether it is there. Throws `record/not-found`. */
async function findUpload({ store }: Pick<UploadDeps, 'store'>, id: string, userId: string): Promise<CarriedFile> {
  const found = (await store.files.isOf(id, userId)) ? await store.files.find(id) : null;
  if (found !== null) return { id, name: found.name, size: found.size };
  throw new AppError('record/not-found', '没有这个附件，可能上传已过一天，请重新上传。');
}

/** The order with what is known of its file. */
export async function withUpload(
  deps: Pick<UploadDeps, 'store'>,
  order: SendOrder,
  userId: string,
): Promise<SendOrder> {
  if (order.fileId === undefined) return order;
  const kept = await findUpload(deps, order.fileId, userId);
  return order.kind === 'series'
    ? { ...order, draft: { ...order.draft, kept } }
    : { ...order, draft: { ...order.draft, kept } };
}

function bucketOfUser(userId: string): RateBucket {
  return { key: `uploads/${userId}`, intervalMs: everyMs, toleranceMs: everyMs * (atOnce - 1) };
}
