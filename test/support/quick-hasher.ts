import { createPasswordHasher, type PasswordHasher } from '../../src/features/directory/password-hash.ts';

/** The real one, at a cost that is no protection: tests sign in often. */
export function quickHasher(): PasswordHasher {
  return createPasswordHasher({ N: 16, r: 1, p: 1 });
}
