import type { SignInDesk } from '../../../features/directory/sign-in.ts';
import { bind, bindOpen, type Bound } from '../bind.ts';
import { sessionRoutes as routes } from '../contract/session.ts';
import { toSignedIn } from '../exchange.ts';

export function createSessionHandlers(signIn: SignInDesk) {
  return {
    signIn: bindOpen(routes.signIn, async ({ body: { code = null, ...body }, address, agent, token, begin }) => {
      const begun = await signIn.signIn({ ...body, code, address, agent, token });
      begin(begun);
      return toSignedIn(begun);
    }),

    showSession: bind(routes.showSession, async (caller) => toSignedIn(caller)),

    signOut: bind(routes.signOut, async ({ token }, { end }) => {
      await signIn.signOut(token);
      end();
      return undefined;
    }),

    changePassword: bind(routes.changePassword, async ({ user }, { body, address, agent, begin }) => {
      const begun = await signIn.changePassword({ user, ...body, address, agent });
      begin(begun);
      return toSignedIn(begun);
    }),
  } satisfies Record<keyof typeof routes, Bound>;
}
