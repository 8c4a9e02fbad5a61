import { createHash, randomBytes } from 'node:crypto';
import { AppError } from '../../base/errors.ts';
import type { User } from '../../domain/user.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Password } from '../../ports/passwords.ts';
import type { Session, SignedIn } from '../../ports/sessions.ts';
import type { TryLimit } from '../../ports/sign-in-tries.ts';
import type { Records, Store } from '../../ports/store.ts';
import type { PasswordHasher } from './password-hash.ts';
import { checkPassword } from './password-rules.ts';
import { accountKey, accountLimit, addressKey, addressLimit, forgetTriesMs } from './sign-in-tries.ts';

/**
 * Guards what staff may do: who guesses passwords, steals a cookie, or plants one of their own.
 *
 * A token is 256 random bits and only its hash is stored; it is given out anew at every sign-in, never taken from the
 * browser. It does not guard against who reads the memory of this process or the browser.
 */
export type SignInDesk = {
  /** Throws `access/unauthenticated` or `access/too-many`. `token`: of the session before, which ends. */
  signIn(of: { name: string; password: string; address: string; token: string | null }): Promise<Begun>;
  /** Null: there is no such session any more. */
  find(token: string): Promise<SignedIn | null>;
  signOut(token: string): Promise<void>;
  /** All other sessions of the account end. Throws `access/*` or `input/invalid`. */
  changePassword(of: { user: User; current: string; password: string }): Promise<Begun>;
};

/** `token` is for the browser alone. */
export type Begun = { token: string; user: User; mustChange: boolean };

export type SignInDeps = { store: Store; clock: Clock; passwords: PasswordHasher };

const hourMs = 3_600_000;
const [idleMs, absoluteMs] = [2 * hourMs, 12 * hourMs];
/** That somebody is there is written down so often at most. */
const seenEveryMs = 60_000;
const tokenForm = /^[\w-]{43}$/u;

const refused = '名字或密码不对，请再试一次。';
const wrongCurrent = '现在的密码不对，请再试一次。';

export function createSignInDesk(deps: SignInDeps): SignInDesk {
  const { store, clock, passwords } = deps;

  return {
    async signIn({ name: written, password: given, address, token }) {
      const name = written.normalize('NFKC').trim();
      await countTry(deps, [accountLimit(name), addressLimit(address)]);
      const user = await store.users.findByName(name);
      const password = user === null ? null : await store.passwords.find(user.id);
      const matches = await passwords.matches(given, password?.hash ?? null);
      if (!matches || user === null || password === null || user.disabledAt !== null)
        throw new AppError('access/unauthenticated', refused);

      const begun = await store.transaction(async (records) => {
        if (token !== null) await records.sessions.end(hashOf(token));
        return begin(records, { user, password, now: clock.now() });
      });
      await forgive(deps, { name, address });
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

    async changePassword({ user, current, password: next }) {
      await countTry(deps, [accountLimit(user.name)]);
      const before = await store.passwords.find(user.id);
      if (before === null || !(await passwords.matches(current, before.hash)))
        throw new AppError('access/denied', wrongCurrent);
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
        const begun = await begin(records, { user, password, now: clock.now() });
        const entry = { at: clock.now(), who: user.name, subject: user.name, detail: { temporary: false } };
        await records.audit.append({ ...entry, action: 'user/password' });
        return begun;
      });
    },
  };
}

async function begin(
  { sessions }: Records,
  { user, password, now }: { user: User; password: Password; now: number },
): Promise<Begun> {
  const token = randomBytes(32).toString('base64url');
  const times = { passwordAt: password.changedAt, createdAt: now, seenAt: now };
  await sessions.endOver({ createdAfter: now - absoluteMs, seenAfter: now - idleMs, before: now + absoluteMs });
  await sessions.add({ hash: hashOf(token), userId: user.id, ...times });
  return { token, user, mustChange: password.mustChange };
}

/** A clock that was set back must not make a session last for years. */
function isOver({ createdAt, seenAt }: Session, now: number): boolean {
  return Math.abs(now - createdAt) >= absoluteMs || Math.abs(now - seenAt) >= idleMs;
}

/** Before anything is checked: of many guesses at once no more are checked than one by one. */
async function countTry({ store, clock }: SignInDeps, limits: readonly TryLimit[]): Promise<void> {
  const now = clock.now();
  const wait = await store.signInTries.take(limits, { now, forgetBefore: now - forgetTriesMs });
  if (wait === 0) return;
  const message = `密码试得太多，请过 ${sayWait(wait)}再试；忘了密码请找管理员重设。`;
  throw new AppError('access/too-many', message, { details: { retryAfterMs: wait } });
}

async function forgive({ store, clock }: SignInDeps, { name, address }: { name: string; address: string }) {
  await store.signInTries.forget(accountKey(name));
  await store.signInTries.giveBack(addressKey(address));
  await store.signInTries.forgetOld(clock.now() - forgetTriesMs);
}

function sayWait(ms: number): string {
  return ms <= 60_000 ? `${Math.ceil(ms / 1_000)} 秒` : `${Math.ceil(ms / 60_000)} 分钟`;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
