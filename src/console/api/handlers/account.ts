import { renderSVG } from 'uqr';
import type { AuthenticatorDesk } from '../../../features/directory/authenticator-desk.ts';
import type { OwnSessions } from '../../../features/directory/own-sessions.ts';
import { bind, type Bound } from '../bind.ts';
import { accountRoutes as routes } from '../contract/account.ts';

export type AccountHandlerDeps = { authenticators: AuthenticatorDesk; sessions: OwnSessions };

export function createAccountHandlers({ authenticators, sessions }: AccountHandlerDeps) {
  return {
    showAuthenticator: bind(routes.showAuthenticator, ({ user }) => authenticators.state(user)),

    beginAuthenticator: bind(routes.beginAuthenticator, async ({ user }, { body }) => {
      const { secret, uri } = await authenticators.begin({ user, ...body });
      return { secret, qr: renderSVG(uri) };
    }),

    confirmAuthenticator: bind(routes.confirmAuthenticator, ({ user, token }, { body }) =>
      authenticators.confirm({ user, token, ...body }),
    ),

    removeAuthenticator: bind(routes.removeAuthenticator, async ({ user }, { body }) => {
      await authenticators.remove({ user, ...body });
      return undefined;
    }),

    listOwnSessions: bind(routes.listOwnSessions, async (caller) => ({ sessions: await sessions.list(caller) })),

    endOwnSession: bind(routes.endOwnSession, async ({ user }, { params }) => {
      await sessions.end({ user, id: params.id });
      return undefined;
    }),

    endOtherSessions: bind(routes.endOtherSessions, async (caller) => ({ ended: await sessions.endOthers(caller) })),
  } satisfies Record<keyof typeof routes, Bound>;
}
