import { AppError } from '../../base/errors.ts';
import { operator } from '../../domain/audit.ts';
import type { Role, User } from '../../domain/user.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { createFirstAccount, type FirstAccount } from './first-account.ts';
import { type IssuedCode, issueCode } from './issue-code.ts';
import type { PasswordHasher } from './password-hash.ts';
import { checkPassword } from './password-rules.ts';
import { accountKey } from './sign-in-tries.ts';

export type AccountsDeps = { store: Store; clock: Clock; newId: () => string; passwords: PasswordHasher };

/** `bound`: how many chat identities it has. Times are ISO. */
export type ListedUser = { name: string; role: Role; disabled: boolean; bound: number; createdAt: string };

/** What an operator does with accounts; `by`: who, for the audit log. Throws `input/invalid`, `record/not-found` and `record/conflict`, each with one sentence. */
export type Accounts = {
  add(name: string, role: Role, by?: string): Promise<ListedUser>;
  list(): Promise<ListedUser[]>;
  /** A disabled account opens nothing, from the next message on; its code is void, and its sessions end. */
  setDisabled(name: string, disabled: boolean, by?: string): Promise<ListedUser>;
  /** Takes the place of the code before. */
  issueCode(name: string, by?: string): Promise<IssuedCode>;
  /** Ends all its sessions, and any wait for too many tries. `mustChange`: its owner must set another one first. */
  setPassword(name: string, password: string, options: { mustChange: boolean; by?: string }): Promise<void>;
  /** Where nobody can sign in yet: the account `admin`, with a password that is told once. Null: somebody can. */
  createFirst(): Promise<FirstAccount | null>;
};

const longestName = 20;

export function createAccounts(deps: AccountsDeps): Accounts {
  const { store, clock, newId } = deps;

  return {
    async add(written, role, by = operator) {
      const name = readName(written);
      const user = { id: newId(), name, role, createdAt: clock.now(), disabledAt: null };
      await store.transaction(async ({ users, audit }) => {
        if (!(await users.add(user)))
          throw new AppError('record/conflict', `已经有名为“${name}”的账号，请用 users list 查看。`);
        await audit.append({ at: user.createdAt, who: by, action: 'user/add', subject: name, detail: { role } });
      });
      return toListed(user, 0);
    },

    async list() {
      const counted = new Map((await store.bindings.count()).map(({ userId, members }) => [userId, members]));
      return (await store.users.list()).map((user) => toListed(user, counted.get(user.id) ?? 0));
    },

    async setDisabled(name, disabled, by = operator) {
      const user = await findUser(deps, name);
      const { id, disabledAt } = user;
      const at = clock.now();
      await store.transaction(async ({ users, sessions, audit }) => {
        await users.setDisabled(id, disabled ? (disabledAt ?? at) : null);
        if (disabled) await sessions.endOf(id);
        await audit.append({ at, who: by, action: 'user/disable', subject: user.name, detail: { disabled } });
      });
      const counted = await store.bindings.count();
      const bound = counted.find(({ userId }) => userId === id)?.members ?? 0;
      return toListed(await findUser(deps, name), bound);
    },

    async issueCode(name, by = operator) {
      const user = await findUser(deps, name);
      if (user.disabledAt !== null)
        throw new AppError(
          'record/conflict',
          `账号“${user.name}”已停用，请先用 users disable ${user.name} --off 恢复。`,
        );
      return issueCode(deps, { name: user.name, holder: { kind: 'user', id: user.id }, by });
    },

    async setPassword(name, password, { mustChange, by = operator }) {
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
    },

    createFirst: () => createFirstAccount(deps),
  };
}

async function findUser({ store }: AccountsDeps, written: string): Promise<User> {
  const name = readName(written);
  const user = await store.users.findByName(name);
  if (user !== null) return user;
  throw new AppError('record/not-found', `没有名为“${name}”的账号，请用 users list 查看。`);
}

/** It stands in sentences and in the ledger. */
function readName(written: string): string {
  const name = written.normalize('NFKC').trim();
  if (/^[\p{L}\p{N}][\p{L}\p{N}·._ -]*$/u.test(name) && Array.from(name).length <= longestName) return name;
  throw new AppError('input/invalid', `账号的名字应为 1 到 ${longestName} 个汉字、字母或数字，例如 周秘书。`);
}

function toListed({ name, role, createdAt, disabledAt }: User, bound: number): ListedUser {
  return { name, role, disabled: disabledAt !== null, bound, createdAt: new Date(createdAt).toISOString() };
}
