/** `hash`: with its salt and its parameters. `mustChange`: until it is changed it opens nothing else. */
export type Password = { userId: string; hash: string; mustChange: boolean; changedAt: number };

/** What accounts sign in with; one an account, most have none. */
export interface Passwords {
  /** Whether any account has one. */
  any(): Promise<boolean>;
  /** Whose password there is, and whether it must be changed. */
  list(): Promise<{ userId: string; mustChange: boolean }[]>;
  /** False when the account has one; nothing is stored then. */
  add(password: Password): Promise<boolean>;
  /** Takes the place of the one before. */
  put(password: Password): Promise<void>;
  find(userId: string): Promise<Password | null>;
}
