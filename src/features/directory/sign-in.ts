import { AppError, hasCode } from '../../base/errors.ts';
import type { User } from '../../domain/user.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Password } from '../../ports/passwords.ts';
import type { SignedIn } from '../../ports/sessions.ts';
import type { Store } from '../../ports/store.ts';
import type { PasswordHasher } from './password-hash.ts';
import { checkPassword } from './password-rules.ts';
import { countTry, forgiveTries, giveBackTry } from './password-tries.ts';
import { recordRecovery, takeCode } from './second-factor.ts';
import { type Begun, beginSession, hashOf, isOver, type Origin } from './session-life.ts';
import { accountKey, accountLimit, addressLimit } from './sign-in-tries.ts';

/** `code`: of the authenticator, or a recovery code; `token`: of the session before, which ends. */
export type Credentials = Origin & { name: string; password: string; code: string | null; token: string | null };

/**
 * Guards what staff may do: who guesses passwords, steals a cookie, or plants one of their own.
 *
 * A token is 256 random bits and only its hash is stored; it is given out anew at every sign-in, never taken from the
 * browser. It does not guard against who reads the memory of this process or the browser.
 */
export type SignInDesk = {
  /** Throws `access/unauthenticated`, `access/too-many`, or `access/code-needed` where the password alone does not do. */
  signIn(of: Credentials): Promise<Begun>;
  /** Null: there is no such session any more. */
  find(token: string): Promise<SignedIn | null>;
  signOut(token: string): Promise<void>;
  /** All other sessions of the account end. Throws `access/*` or `input/invalid`. */
  changePassword(of: Origin & { user: User; current: string; password: string }): Promise<Begun>;
};

export type SignInDeps = { store: Store; clock: Clock; passwords: PasswordHasher };

/** That somebody is there is written down so often at most. */
const seenEveryMs = 60_000;
const tokenForm = /^[\w-]{43}$/u;

const refused = '名字或密码不对，请再试一次。';
const wrongCurrent = '现在的密码不对，请再试一次。';

export function createSignInDesk(deps: SignInDeps): SignInDesk {
  const { store, clock, passwords } = deps;

  return {
    async signIn({ name: written, password: given, ...more }) {
      const name = written.normalize('NFKC').trim();
      await countTry(deps, [accountLimit(name), addressLimit(more.address)]);
      const user = await store.users.findByName(name);
      const password = user === null ? null : await store.passwords.find(user.id);
      const matches = await passwords.matches(given, password?.hash ?? null);
      if (!matches || user === null || password === null || user.disabledAt !== null)
        throw new AppError('access/unauthenticated', refused);
      const begun = await open(deps, { user, password, ...more });
      await forgiveTries(deps, { name, address: more.address });
      return begun;
    },

    async find(token) {
      if (!tokenForm.test(token)) return null;
      const found = await store.sessions.find(hashOf(token));
      const now = clock.now();
      if (found === null || found.user.disabledAt !== null || isOver(found.session, now)) return null;
      if (Math.abs(now - found.session.seenAt) >= seenEveryMs) await store.sessions.setSeen(found.session.hash, now);
      return found;
    },

    async signOut(token) {
      await store.sessions.end(hashOf(token));
    },

    async changePassword({ user, current, password: next, ...from }) {
      const before = await assertPassword(deps, user, current);
      await store.signInTries.forget(accountKey(user.name));
      checkPassword(next, user.name);
      if (next.normalize('NFKC') === current.normalize('NFKC'))
        throw new AppError('input/invalid', '新密码和现在的一样，请换一个。');
      const hash = await passwords.hash(next);
      return store.transaction(async (records) => {
        const changedAt = Math.max(clock.now(), before.changedAt + 1);
        const password = { userId: user.id, hash, mustChange: false, changedAt };
        await records.passwords.put(password);
        await records.sessions.endOf(user.id);
        const begun = await beginSession(records, { user, password, now: clock.now(), from });
        const entry = { at: clock.now(), who: user.name, subject: user.name, detail: { temporary: false } };
        await records.audit.append({ ...entry, action: 'user/password' });
        return begun;
      });
    },
  };
}

/** The password of now, which somebody who is signed in types again, as a try that counts; throws `access/denied` and `access/too-many`. */
export async function assertPassword(deps: SignInDeps, user: User, given: string): Promise<Password> {
  await countTry(deps, [accountLimit(user.name)]);
  const password = await deps.store.passwords.find(user.id);
  if (password === null || !(await deps.passwords.matches(given, password.hash)))
    throw new AppError('access/denied', wrongCurrent);
  return password;
}

type Opening = Omit<Credentials, 'name' | 'password'> & { user: User; password: Password };

/** The code is taken and the session begun, or neither. */
async function open(deps: SignInDeps, { user, password, code, token, address, agent }: Opening): Promise<Begun> {
  const now = deps.clock.now();
  try {
    return await deps.store.transaction(async (records) => {
      const shown = await takeCode(records, { user, code, now });
      if (token !== null) await records.sessions.end(hashOf(token));
      const begun = await beginSession(records, { user, password, now, from: { address, agent } });
      await recordRecovery(records, { shown, user, now });
      return begun;
    });
  } catch (error) {
    if (hasCode(error, 'access/code-needed')) await giveBackTry(deps, { name: user.name, address });
    throw error;
  }
}
