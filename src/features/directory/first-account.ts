import { operator } from '../../domain/audit.ts';
import type { User } from '../../domain/user.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Records, Store } from '../../ports/store.ts';
import type { PasswordHasher } from './password-hash.ts';
import { newPassword } from './new-password.ts';

export type FirstAccountDeps = { store: Store; clock: Clock; newId: () => string; passwords: PasswordHasher };

/** The password is nowhere else; it must be changed before anything is done with the account. */
export type FirstAccount = { name: string; password: string };

export const firstName = 'admin';

/** Of several servers that start at once on the same store, one creates it; null for the others, and on every later start. */
export async function createFirstAccount(deps: FirstAccountDeps): Promise<FirstAccount | null> {
  const { store, clock, newId, passwords } = deps;
  if (await store.passwords.any()) return null;
  const password = newPassword();
  const hash = await passwords.hash(password);
  const created = await store.transaction(async (records) => {
    if (await records.passwords.any()) return false;
    const [id, now] = [newId(), clock.now()];
    const user = await adminOf(records, { id, now });
    if (user === null) return false;
    if (!(await records.passwords.add({ userId: user.id, hash, mustChange: true, changedAt: now }))) return false;
    const entry = { at: now, who: operator, subject: user.name };
    if (user.id === id) await records.audit.append({ ...entry, action: 'user/add', detail: { role: user.role } });
    await records.audit.append({ ...entry, action: 'user/password', detail: { temporary: true } });
    return true;
  });
  return created ? { name: firstName, password } : null;
}

/** Null: the name is taken by an account that is no administrator, or is disabled; an operator decides then. */
async function adminOf({ users }: Records, { id, now }: { id: string; now: number }): Promise<User | null> {
  const user: User = { id, name: firstName, role: 'admin', createdAt: now, disabledAt: null };
  if (await users.add(user)) return user;
  const known = await users.findByName(firstName);
  return known !== null && known.role === 'admin' && known.disabledAt === null ? known : null;
}
