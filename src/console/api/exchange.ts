import type { Role, User } from '../../domain/user.ts';
import type { Begun } from '../../features/directory/session-life.ts';

/** Who asks. `token` is what their browser holds. */
export type Caller = { user: User; mustChange: boolean; token: string };

/** What a handler knows of a request beyond its parameters. */
export type Exchange = {
  /** Where it comes from, as far as that is known. */
  address: string;
  /** What the browser calls itself; null when it says nothing. */
  agent: string | null;
  /** The token the browser sent, whatever it is worth. */
  token: string | null;
  /** The Idempotency-Key; throws `input/invalid` without one. */
  key(): string;
  /** Gives the browser the token of a session that has begun, and takes it to be who asks. */
  begin(begun: Begun): void;
  /** Takes the token from the browser. */
  end(): void;
};

/** The answer to who somebody is. */
export function toSignedIn({ user, mustChange }: Pick<Caller, 'user' | 'mustChange'>): {
  user: { name: string; role: Role; mustChangePassword: boolean };
} {
  return { user: { name: user.name, role: user.role, mustChangePassword: mustChange } };
}
