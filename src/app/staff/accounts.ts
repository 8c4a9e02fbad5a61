import type { HandlerDeps } from '../../console/api/handlers/all.ts';
import { type AccountsDeps, createAccounts } from '../../features/directory/accounts.ts';
import { createAuthenticatorDesk } from '../../features/directory/authenticator-desk.ts';
import { createOwnSessions } from '../../features/directory/own-sessions.ts';

/** What the console does with accounts: one's own, and those of others. */
export function createStaffAccounts(deps: AccountsDeps): Pick<HandlerDeps, 'account' | 'accounts'> {
  return {
    accounts: createAccounts(deps),
    account: { authenticators: createAuthenticatorDesk(deps), sessions: createOwnSessions(deps) },
  };
}
