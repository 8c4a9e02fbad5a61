import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { KnownRequest } from '../../ports/request-keys.ts';
import type { Records, Store } from '../../ports/store.ts';

/** Who orders it, and the key they gave it. */
export type OrderedBy = { userId: string; key: string };

/** `repeated`: nothing was done, it had been ordered before. */
export type Once<T> = T & { repeated: boolean };

/**
 * `order`: JSON that is the same for the same order; `answer`: the shape of what is answered, which is kept for whoever
 * sends the key again; `prepare`: finds what is wrong before anything is stored, and gives what is to be stored.
 */
export type Ordered<T extends object> = {
  by: OrderedBy;
  order: unknown;
  answer: z.ZodType<T>;
  prepare: (now: number) => Promise<(records: Records) => Promise<T>>;
};

/** A key is remembered so long; a browser that repeats a request does it within minutes. */
const rememberMs = 30 * 24 * 3_600_000;

/**
 * Carries out an order the first time its key comes, and answers the same to whoever sends it again. The key and all
 * that is stored are one transaction: after a crash all of it is there, or none and the key is free.
 */
export async function once<T extends object>(
  { store, clock }: { store: Store; clock: Clock },
  { by, order, answer, prepare }: Ordered<T>,
): Promise<Once<T>> {
  const fingerprint = createHash('sha256').update(JSON.stringify(order)).digest('base64url');
  const repeat = (known: KnownRequest): Once<T> => {
    if (known.fingerprint === fingerprint) return { ...answer.parse(JSON.parse(known.answer)), repeated: true };
    throw new AppError('record/conflict', '这个 Idempotency-Key 已经用在另一次群发上了，新的群发请换一个。');
  };
  const known = await store.requestKeys.find(by);
  if (known !== null) return repeat(known);

  const now = clock.now();
  const add = await prepare(now);
  const done = await store.transaction(async (records) => {
    await records.requestKeys.forget(now - rememberMs);
    if (!(await records.requestKeys.claim({ ...by, fingerprint, at: now }))) return null;
    const stored = await add(records);
    await records.requestKeys.setAnswer(by, JSON.stringify(stored));
    return stored;
  });
  if (done !== null) return { ...done, repeated: false };
  const first = await store.requestKeys.find(by);
  if (first !== null) return repeat(first);
  throw new AppError('record/conflict', '同一个请求正在处理，请过一会儿再试。');
}
