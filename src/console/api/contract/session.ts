import { z } from 'zod';
import { roles } from '../../../domain/user.ts';
import { type AnyRoute, nothing, plain } from './route.ts';

const word = z.string().max(1_000);

export const user = z.object({
  name: z.string(),
  role: z.enum(roles),
  mustChangePassword: z.boolean().describe('先改密码，才能做别的'),
});
const signedIn = z.object({ user });

export const sessionRoutes = {
  signIn: {
    ...plain,
    method: 'post',
    path: '/api/session',
    summary: '登录；会话放在 Cookie 里',
    access: 'anyone',
    body: z.strictObject({
      name: word,
      password: word,
      code: word.optional().describe('设置了手机验证器的账号：6 位验证码，或一个恢复码'),
    }),
    answer: signedIn,
    act: 'session.begin',
  },
  showSession: {
    ...plain,
    method: 'get',
    path: '/api/session',
    summary: '我是谁',
    access: 'signed-in',
    answer: signedIn,
  },
  signOut: {
    ...plain,
    method: 'delete',
    path: '/api/session',
    summary: '退出登录',
    access: 'signed-in',
    answer: nothing,
    act: 'session.end',
  },
  changePassword: {
    ...plain,
    method: 'post',
    path: '/api/session/password',
    summary: '改自己的密码；其他地方的登录随即退出',
    access: 'signed-in',
    body: z.strictObject({ current: word, password: word }),
    answer: signedIn,
    act: 'password.change',
  },
} as const satisfies Record<string, AnyRoute>;
