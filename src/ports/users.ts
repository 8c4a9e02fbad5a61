import type { Role, User } from '../domain/user.ts';

/** Accounts. None is ever removed: what was done in its name keeps its name. */
export interface Users {
  /** False when the name is taken; nothing is stored then. */
  add(user: User): Promise<boolean>;
  find(id: string): Promise<User | null>;
  findByName(name: string): Promise<User | null>;
  /** By name. */
  list(): Promise<User[]>;
  setRole(id: string, role: Role): Promise<void>;
  /** Null = it works again. */
  setDisabled(id: string, at: number | null): Promise<void>;
}
