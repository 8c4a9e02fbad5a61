import { AppError } from '../../../base/errors.ts';
import type { Accounts } from '../../../features/directory/accounts.ts';
import { bind, type Bound } from '../bind.ts';
import { userRoutes as routes } from '../contract/users.ts';
import type { Caller } from '../exchange.ts';

export function createUserHandlers(accounts: Accounts) {
  return {
    listUsers: bind(routes.listUsers, async () => ({ users: await accounts.list() })),

    addUser: bind(routes.addUser, async ({ user }, { body }) => {
      const { name } = await accounts.add(body.name, body.role, user.name);
      return accounts.giveTemporaryPassword(name, user.name);
    }),

    changeUser: bind(routes.changeUser, async (caller, { params, body: { role, disabled } }) => {
      const by = assertOther(caller, params.id);
      if (role !== undefined) await accounts.setRole(params.id, role, by);
      if (disabled !== undefined) await accounts.setDisabled(params.id, disabled, by);
      return accounts.find(params.id);
    }),

    resetUserPassword: bind(routes.resetUserPassword, async (caller, { params }) =>
      accounts.giveTemporaryPassword(params.id, assertOther(caller, params.id)),
    ),

    issueUserCode: bind(routes.issueUserCode, ({ user }, { params }) => accounts.issueCode(params.id, user.name)),

    resetUserAuthenticator: bind(routes.resetUserAuthenticator, async (caller, { params }) => {
      await accounts.resetAuthenticator(params.id, assertOther(caller, params.id));
      return undefined;
    }),

    endUserSessions: bind(routes.endUserSessions, async (caller, { params }) => ({
      ended: await accounts.endSessions(params.id, assertOther(caller, params.id)),
    })),
  } satisfies Record<keyof typeof routes, Bound>;
}

/** Of one's own account the password and the code are asked for first: a session that was stolen must not do without. */
function assertOther({ user }: Caller, name: string): string {
  if (name.normalize('NFKC').trim() !== user.name) return user.name;
  throw new AppError(
    'record/conflict',
    '这是您自己的账号：密码和手机验证器请在“我的账号”里改，身份和停用请让另一位管理员改。',
  );
}
