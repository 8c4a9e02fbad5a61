import { z } from 'zod';
import { roles } from '../../../domain/user.ts';
import { administrators, type AnyRoute, nothing, plain } from './route.ts';
import { line, withId } from './values.ts';

const role = z.enum(roles);

export const listedUser = z.object({
  name: z.string(),
  role,
  disabled: z.boolean(),
  bound: z.number().describe('绑定的聊天账号数'),
  password: z.enum(['temporary', 'own']).nullable().describe('temporary：登录后要先改；null：没有密码，不能登录'),
  authenticator: z.boolean().describe('登录还要手机验证码'),
  createdAt: z.string(),
});

const given = z.object({ name: z.string(), password: z.string().describe('临时密码；只在这里出现一次') });

/** An account's id is its name, which it keeps for ever. */
export const userRoutes = {
  listUsers: {
    ...plain,
    method: 'get',
    path: '/api/users',
    summary: '秘书处的账号，按名字',
    access: administrators,
    answer: z.object({ users: z.array(listedUser) }),
  },
  addUser: {
    ...plain,
    method: 'post',
    path: '/api/users',
    summary: '新建账号，连同一个临时密码',
    access: administrators,
    body: z.strictObject({ name: line.max(100), role }),
    answer: given,
    act: 'user.add',
  },
  changeUser: {
    ...plain,
    method: 'patch',
    path: '/api/users/{id}',
    summary: '停用、恢复账号，或改身份；停用的随即退出登录',
    access: administrators,
    params: withId,
    body: z
      .strictObject({ role: role.optional(), disabled: z.boolean().optional() })
      .refine((change) => Object.keys(change).length > 0, '里至少要有一项改动'),
    answer: listedUser,
    act: 'user.change',
  },
  resetUserPassword: {
    ...plain,
    method: 'post',
    path: '/api/users/{id}/password',
    summary: '给账号一个临时密码；已登录的随即退出',
    access: administrators,
    params: withId,
    answer: given,
    act: 'user.password',
  },
  issueUserCode: {
    ...plain,
    method: 'post',
    path: '/api/users/{id}/code',
    summary: '一次性的绑定码；本人私聊机器人发“/绑定 绑定码”，就在聊天里有了这个账号的权限',
    access: administrators,
    params: withId,
    answer: z.object({ name: z.string(), code: z.string(), expiresAt: z.string() }),
    act: 'user.code',
  },
  resetUserAuthenticator: {
    ...plain,
    method: 'post',
    path: '/api/users/{id}/authenticator/reset',
    summary: '手机丢了：关掉账号的手机验证器；已登录的随即退出',
    access: administrators,
    params: withId,
    answer: nothing,
    act: 'user.authenticator',
  },
  endUserSessions: {
    ...plain,
    method: 'post',
    path: '/api/users/{id}/sessions/end',
    summary: '让账号在所有地方退出登录',
    access: administrators,
    params: withId,
    answer: z.object({ ended: z.number() }),
    act: 'user.sessions',
  },
} as const satisfies Record<string, AnyRoute>;
