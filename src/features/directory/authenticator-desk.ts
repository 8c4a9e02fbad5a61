import { AppError } from '../../base/errors.ts';
import type { User } from '../../domain/user.ts';
import { newRecoveryCode, newSecret, recoveryHash, stepOf, uriOf } from './one-time-code.ts';
import { takeCode } from './second-factor.ts';
import { hashOf } from './session-life.ts';
import { assertPassword, type SignInDeps } from './sign-in.ts';
import { accountKey } from './sign-in-tries.ts';

/** `since` is ISO; null: the account opens with its password alone. */
export type AuthenticatorState = { since: string | null; recoveryCodes: number };

/** `secret` and `uri` are for the owner's telephone, and told this once. */
export type NewAuthenticator = { secret: string; uri: string };

/**
 * The second factor of one's own account (RFC 6238).
 *
 * Guards against who knows the password alone. The secret is in the store, and told to nobody after it was set up; it
 * does not guard against who reads the store. Throws `access/*`, `input/invalid` and `record/conflict`.
 */
export type AuthenticatorDesk = {
  state(user: User): Promise<AuthenticatorState>;
  /** It counts once its first code was right. */
  begin(of: { user: User; password: string }): Promise<NewAuthenticator>;
  /** Answers with the recovery codes, which are told this once; where the account is signed in elsewhere, that ends. */
  confirm(of: { user: User; code: string; token: string }): Promise<{ recoveryCodes: string[] }>;
  remove(of: { user: User; password: string; code: string }): Promise<void>;
};

const codesAtOnce = 8;

export function createAuthenticatorDesk(deps: SignInDeps): AuthenticatorDesk {
  const { store, clock } = deps;

  return {
    async state({ id }) {
      const found = await store.authenticators.find(id);
      const since = found?.confirmedAt ?? null;
      if (since === null) return { since: null, recoveryCodes: 0 };
      return {
        since: new Date(since).toISOString(),
        recoveryCodes: await store.authenticators.countRecoveryCodes(id),
      };
    },

    async begin({ user, password }) {
      await assertPassword(deps, user, password);
      await store.signInTries.forget(accountKey(user.name));
      const secret = newSecret();
      if (!(await store.authenticators.begin({ userId: user.id, secret, at: clock.now() }))) throw alreadyOn();
      return { secret, uri: uriOf(secret, user.name) };
    },

    async confirm({ user, code, token }) {
      const found = await store.authenticators.find(user.id);
      if (found === null) throw new AppError('record/conflict', '请先开始设置手机验证器，再输入验证码。');
      const { secret } = found;
      const step = stepOf(code, { secret, now: clock.now() });
      if (step === null)
        throw new AppError('input/invalid', '验证码不对，请核对手机的时间是否准确，再输入现在显示的 6 位数字。');
      const recoveryCodes = Array.from({ length: codesAtOnce }, newRecoveryCode);
      const hashes = recoveryCodes.flatMap((one) => recoveryHash(user.id, one) ?? []);
      await store.transaction(async ({ authenticators, sessions, audit }) => {
        const at = clock.now();
        if (!(await authenticators.confirm({ userId: user.id, secret, step, at }))) throw alreadyOn();
        await authenticators.putRecoveryCodes(user.id, hashes);
        await sessions.endOf(user.id, hashOf(token));
        const entry = { at, who: user.name, subject: user.name, detail: { on: true } };
        await audit.append({ ...entry, action: 'user/authenticator' });
      });
      return { recoveryCodes };
    },

    async remove({ user, password, code }) {
      await assertPassword(deps, user, password);
      await store.transaction(async (records) => {
        const at = clock.now();
        const shown = await takeCode(records, { user, code, now: at });
        if (shown === 'not asked') throw new AppError('record/conflict', '这个账号没有设置手机验证器，不用关闭。');
        await records.authenticators.remove(user.id);
        const entry = { at, who: user.name, subject: user.name, detail: { on: false } };
        await records.audit.append({ ...entry, action: 'user/authenticator' });
      });
      // Only now: whoever guesses the code has the password already.
      await store.signInTries.forget(accountKey(user.name));
    },
  };
}

function alreadyOn(): AppError {
  return new AppError('record/conflict', '手机验证器已经设置好了；换手机请先关闭，再重新设置。');
}
