import { AppError } from '../../base/errors.ts';
import type { User } from '../../domain/user.ts';
import type { Records } from '../../ports/store.ts';
import { recoveryHash, stepOf } from './one-time-code.ts';

const missing = '请再输入手机验证器上的 6 位验证码；手机不在身边就输入一个恢复码。';
const wrong = '验证码不对或者已经用过，请等手机上换了新的再试。';

/** How somebody has shown that it is they. */
export type Shown = 'not asked' | 'code' | 'recovery code';

/**
 * Takes the code, in the transaction of what it opens: of two that come with the same code one is let in. Throws
 * `access/code-needed` without one, and `access/unauthenticated`.
 */
export async function takeCode(
  records: Pick<Records, 'authenticators'>,
  { user, code, now }: { user: User; code: string | null; now: number },
): Promise<Shown> {
  const { authenticators } = records;
  const found = await authenticators.find(user.id);
  if (found === null || found.confirmedAt === null) return 'not asked';
  if (code === null || code.trim() === '') throw new AppError('access/code-needed', missing);
  const step = stepOf(code, { secret: found.secret, now });
  if (step !== null && (await authenticators.take(user.id, step))) return 'code';
  const hash = recoveryHash(user.id, code);
  if (hash !== null && (await authenticators.takeRecoveryCode(user.id, hash))) return 'recovery code';
  throw new AppError('access/unauthenticated', wrong);
}

/** That a recovery code was used is on record: it is not used on an ordinary day. Comes last in its transaction. */
export async function recordRecovery(
  { audit }: Pick<Records, 'audit'>,
  { shown, user, now: at }: { shown: Shown; user: User; now: number },
): Promise<void> {
  if (shown !== 'recovery code') return;
  await audit.append({ at, who: user.name, action: 'user/recovery', subject: user.name, detail: {} });
}
