import type { User } from '../domain/user.ts';

/**
 * One browser that has signed in. `hash`: of the token it holds; `passwordAt`: when the password it signed in with was set;
 * `address` and `agent`: from where, as the request said.
 */
export type Session = {
  hash: string;
  userId: string;
  passwordAt: number;
  createdAt: number;
  seenAt: number;
  address: string | null;
  agent: string | null;
};

/** Who a session is. `mustChange`: of the password. */
export type SignedIn = { session: Session; user: User; mustChange: boolean };

/** How long a session lasts, epoch ms: it began and was seen within these. */
export type SessionLimits = { createdAfter: number; seenAfter: number; before: number };

export interface Sessions {
  add(session: Session): Promise<void>;
  /** Null also when the account has another password by now. Also of a disabled account. */
  find(hash: string): Promise<SignedIn | null>;
  setSeen(hash: string, at: number): Promise<void>;
  /** False when there is none. */
  end(hash: string): Promise<boolean>;
  /** Of an account, those begun with its password of now, the newest first. */
  list(userId: string): Promise<Session[]>;
  /** All of an account, except for one; returns how many. */
  endOf(userId: string, except?: string): Promise<number>;
  /** Ends those outside of the limits. */
  endOver(limits: SessionLimits): Promise<void>;
}
