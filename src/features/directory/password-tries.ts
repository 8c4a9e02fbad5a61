import { AppError } from '../../base/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { TryLimit } from '../../ports/sign-in-tries.ts';
import type { Store } from '../../ports/store.ts';
import { accountKey, addressKey, forgetTriesMs } from './sign-in-tries.ts';

type Deps = { store: Pick<Store, 'signInTries'>; clock: Clock };

/** Before anything is checked: of many guesses at once no more are checked than one by one. Throws `access/too-many`. */
export async function countTry({ store, clock }: Deps, limits: readonly TryLimit[]): Promise<void> {
  const now = clock.now();
  const wait = await store.signInTries.take(limits, { now, forgetBefore: now - forgetTriesMs });
  if (wait === 0) return;
  const message = `密码试得太多，请过 ${sayWait(wait)}再试；忘了密码请找管理员重设。`;
  throw new AppError('access/too-many', message, { details: { retryAfterMs: wait } });
}

/** Whoever has signed in begins anew, and the office it was done from does not suffer for it. */
export async function forgiveTries(
  { store, clock }: Deps,
  { name, address }: { name: string; address: string },
): Promise<void> {
  await store.signInTries.forget(accountKey(name));
  await store.signInTries.giveBack(addressKey(address));
  await store.signInTries.forgetOld(clock.now() - forgetTriesMs);
}

/** A right password without a code was no guess; those that were stay counted. */
export async function giveBackTry(
  { store }: Deps,
  { name, address }: { name: string; address: string },
): Promise<void> {
  await store.signInTries.giveBack(accountKey(name));
  await store.signInTries.giveBack(addressKey(address));
}

function sayWait(ms: number): string {
  return ms <= 60_000 ? `${Math.ceil(ms / 1_000)} 秒` : `${Math.ceil(ms / 60_000)} 分钟`;
}
