import { AppError } from '../../base/errors.ts';
import { operator } from '../../domain/audit.ts';
import type { Role, User } from '../../domain/user.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Records, Store } from '../../ports/store.ts';
import { createFirstAccount, type FirstAccount } from './first-account.ts';
import { type IssuedCode, issueCode } from './issue-code.ts';
import type { PasswordHasher } from './password-hash.ts';
import { newPassword } from './new-password.ts';
import { checkPassword } from './password-rules.ts';
import { accountKey } from './sign-in-tries.ts';

export type AccountsDeps = { store: Store; clock: Clock; newId: () => string; passwords: PasswordHasher };

/**
 * `bound`: how many chat identities it has; `password`: null = it cannot sign in, `temporary` = it must be changed first;
 * `authenticator`: whether it signs in with a code as well. Times are ISO.
 */
export type ListedUser = {
  name: string;
  role: Role;
  disabled: boolean;
  bound: number;
  password: 'temporary' | 'own' | null;
  authenticator: boolean;
  createdAt: string;
};

/** What an operator does with accounts; `by`: who, for the audit log. Throws `input/invalid`, `record/not-found` and `record/conflict`, each with one sentence. */
export type Accounts = {
  add(name: string, role: Role, by?: string): Promise<ListedUser>;
  list(): Promise<ListedUser[]>;
  find(name: string): Promise<ListedUser>;
  /** A disabled account opens nothing, from the next message on; its code is void, and its sessions end. */
  setDisabled(name: string, disabled: boolean, by?: string): Promise<ListedUser>;
  /** Takes the place of the code before. */
  issueCode(name: string, by?: string): Promise<IssuedCode>;
  /** Ends all its sessions, and any wait for too many tries. `mustChange`: its owner must set another one first. */
  setPassword(name: string, password: string, options: { mustChange: boolean; by?: string }): Promise<void>;
  /** Throws `record/conflict` where no administrator could sign in any more, unless the command line does it. */
  setRole(name: string, role: Role, by?: string): Promise<ListedUser>;
  /** The password that is answered is told this once, and its owner must set another one. */
  giveTemporaryPassword(name: string, by?: string): Promise<{ name: string; password: string }>;
  /** For whose telephone is lost; throws `record/conflict` where there is nothing to reset. Ends its sessions. */
  resetAuthenticator(name: string, by?: string): Promise<void>;
  /** Ends its sessions everywhere; returns how many. */
  endSessions(name: string, by?: string): Promise<number>;
  /** Where nobody can sign in yet: the account `admin`, with a password that is told once. Null: somebody can. */
  createFirst(): Promise<FirstAccount | null>;
};

const longestName = 20;
const ownNames: ReadonlySet<string> = new Set([operator, '清语']);

export function createAccounts(deps: AccountsDeps): Accounts {
  const { store, clock, newId } = deps;
  const setPassword: Accounts['setPassword'] = async (name, password, { mustChange, by = operator }) => {
    const user = await findUser(deps, name);
    checkPassword(password, user.name);
    const hash = await deps.passwords.hash(password);
    await store.transaction(async ({ passwords, sessions, audit }) => {
      const before = await passwords.find(user.id);
      const changedAt = Math.max(clock.now(), (before?.changedAt ?? 0) + 1);
      await passwords.put({ userId: user.id, hash, mustChange, changedAt });
      await sessions.endOf(user.id);
      const detail = { temporary: mustChange };
      await audit.append({ at: clock.now(), who: by, action: 'user/password', subject: user.name, detail });
    });
    await store.signInTries.forget(accountKey(user.name));
  };

  return {
    async add(written, role, by = operator) {
      const name = readName(written);
      const user = { id: newId(), name, role, createdAt: clock.now(), disabledAt: null };
      await store.transaction(async ({ users, audit }) => {
        if (!(await users.add(user)))
          throw new AppError('record/conflict', `已经有名为“${name}”的账号，请在账号列表里核对。`);
        await audit.append({ at: user.createdAt, who: by, action: 'user/add', subject: name, detail: { role } });
      });
      return toListed(user, await readMore(store));
    },

    async list() {
      const more = await readMore(store);
      return (await store.users.list()).map((user) => toListed(user, more));
    },

    async find(name) {
      return toListed(await findUser(deps, name), await readMore(store));
    },

    async setDisabled(name, disabled, by = operator) {
      const user = await findUser(deps, name);
      const { id, disabledAt } = user;
      const at = clock.now();
      await store.transaction(async (records) => {
        await records.users.setDisabled(id, disabled ? (disabledAt ?? at) : null);
        if (disabled) await records.sessions.endOf(id);
        await records.audit.append({ at, who: by, action: 'user/disable', subject: user.name, detail: { disabled } });
        if (disabled && user.role === 'admin') await assertAdministered(records, by);
      });
      return toListed(await findUser(deps, name), await readMore(store));
    },

    async setRole(name, role, by = operator) {
      const { id, name: subject, role: before } = await findUser(deps, name);
      await store.transaction(async (records) => {
        await records.users.setRole(id, role);
        await records.audit.append({ at: clock.now(), who: by, action: 'user/role', subject, detail: { role } });
        if (before === 'admin') await assertAdministered(records, by);
      });
      return toListed(await findUser(deps, name), await readMore(store));
    },

    async issueCode(name, by = operator) {
      const user = await findUser(deps, name);
      if (user.disabledAt !== null) throw new AppError('record/conflict', `账号“${user.name}”已停用，请先恢复它。`);
      return issueCode(deps, { name: user.name, holder: { kind: 'user', id: user.id }, by });
    },

    setPassword,

    async giveTemporaryPassword(name, by = operator) {
      const password = newPassword();
      await setPassword(name, password, { mustChange: true, by });
      return { name: (await findUser(deps, name)).name, password };
    },

    async resetAuthenticator(name, by = operator) {
      const user = await findUser(deps, name);
      await store.transaction(async ({ authenticators, sessions, audit }) => {
        if (!(await authenticators.remove(user.id)))
          throw new AppError('record/conflict', `账号“${user.name}”没有设置手机验证器，不用重设。`);
        await sessions.endOf(user.id);
        const entry = { at: clock.now(), who: by, subject: user.name, detail: { on: false } };
        await audit.append({ ...entry, action: 'user/authenticator' });
      });
    },

    async endSessions(name, by = operator) {
      const user = await findUser(deps, name);
      return store.transaction(async ({ sessions, audit }) => {
        const ended = await sessions.endOf(user.id);
        const entry = { at: clock.now(), who: by, subject: user.name, detail: { ended } };
        await audit.append({ ...entry, action: 'user/sessions' });
        return ended;
      });
    },

    createFirst: () => createFirstAccount(deps),
  };
}

async function findUser({ store }: AccountsDeps, written: string): Promise<User> {
  const name = readName(written);
  const user = await store.users.findByName(name);
  if (user !== null) return user;
  throw new AppError('record/not-found', `没有名为“${name}”的账号，请在账号列表里核对。`);
}

/** It stands in sentences and in the ledger. */
function readName(written: string): string {
  const name = written.normalize('NFKC').trim();
  // The audit log tells by these names what the machine did, and what was done at it.
  if (ownNames.has(name.replace(/[·._ -]/gu, '')))
    throw new AppError('input/invalid', `“${name}”在操作记录里另有所指，请换一个名字，例如 周秘书。`);
  if (
    !/\p{Default_Ignorable_Code_Point}/u.test(name) &&
    /^[\p{L}\p{N}][\p{L}\p{N}·._ -]*$/u.test(name) &&
    Array.from(name).length <= longestName
  )
    return name;
  throw new AppError('input/invalid', `账号的名字应为 1 到 ${longestName} 个汉字、字母或数字，例如 周秘书。`);
}

type More = {
  bound: ReadonlyMap<string, number>;
  mustChange: ReadonlyMap<string, boolean>;
  authenticated: ReadonlySet<string>;
};

async function readMore({ bindings, passwords, authenticators }: Store): Promise<More> {
  const [counted, known, confirmed] = await Promise.all([
    bindings.count(),
    passwords.list(),
    authenticators.confirmed(),
  ]);
  return {
    bound: new Map(counted.map(({ userId, members }) => [userId, members])),
    mustChange: new Map(known.map(({ userId, mustChange }) => [userId, mustChange])),
    authenticated: new Set(confirmed),
  };
}

function toListed({ id, name, role, createdAt, disabledAt }: User, more: More): ListedUser {
  const mustChange = more.mustChange.get(id);
  return {
    name,
    role,
    disabled: disabledAt !== null,
    bound: more.bound.get(id) ?? 0,
    password: mustChange === undefined ? null : mustChange ? 'temporary' : 'own',
    authenticator: more.authenticated.has(id),
    createdAt: new Date(createdAt).toISOString(),
  };
}

/**
 * Looked at behind the audit log, which two acts at once pass one after the other: two administrators who disable each
 * other would see each other otherwise.
 */
async function assertAdministered({ users, passwords }: Records, by: string): Promise<void> {
  if (by === operator) return;
  const known = new Set((await passwords.list()).map(({ userId }) => userId));
  const admins = (await users.list()).filter(({ id, role, disabledAt }) => {
    return role === 'admin' && disabledAt === null && known.has(id);
  });
  if (admins.length > 0) return;
  throw new AppError(
    'record/conflict',
    '这是最后一个能登录的管理员，请先让另一个账号成为管理员，再停用它或改它的身份。',
  );
}
