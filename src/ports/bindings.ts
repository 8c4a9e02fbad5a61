import type { BindingHolder } from '../domain/binding.ts';
import type { Person } from '../domain/person.ts';
import type { User } from '../domain/user.ts';

/** A code that binds one member to an account or a person. Only its hash is stored. */
export type BindingCode = { hash: string; holder: BindingHolder; expiresAt: number };

/**
 * Which member of a chat platform is which account, and which person of the address book.
 *
 * One member is one account at most, and as many people as there are organizations they are in; both may be several
 * members.
 */
export interface Bindings {
  /** Takes the place of the holder's code before. */
  putCode(code: BindingCode): Promise<void>;
  /** Whose code it is, as long as it is not spent or over. */
  findCode(hash: string, now: number): Promise<BindingHolder | null>;
  /** Spends a code: its holder once, then null, as for a code that is unknown or over. */
  takeCode(hash: string, now: number): Promise<BindingHolder | null>;
  /** One more try of a member, the same message once; returns how many there were since an instant. Earlier ones are forgotten. */
  recordTry(of: { memberId: string; messageId: number; at: number }, since: number): Promise<number>;
  /** False when the member is bound to an account already, to whichever. */
  bind(of: { memberId: string; userId: string; at: number }): Promise<boolean>;
  /** Once, however often. */
  bindPerson(of: { memberId: string; personId: string; at: number }): Promise<void>;
  /** From the account and from all people; false when the member was bound to nothing. */
  unbind(memberId: string): Promise<boolean>;
  /** The account of a member, also a disabled one. */
  findUser(memberId: string): Promise<User | null>;
  /** The people a member is, by name. */
  listPeople(memberId: string): Promise<Person[]>;
  /** The members of all accounts, also of disabled ones. */
  listUsers(): Promise<{ memberId: string; user: User }[]>;
  /** How many members are bound, by account; one without any is absent. */
  count(): Promise<{ userId: string; members: number }[]>;
}
