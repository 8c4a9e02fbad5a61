import { z } from 'zod';
import { type AnyRoute, everybody, nothing, plain } from './route.ts';
import { withId } from './values.ts';

/** Passwords and codes as they are typed; what is wrong with them is told by who takes them. */
const word = z.string().max(1_000);

const begun = z.object({
  secret: z.string().describe('给不能扫码的手机手工输入；只在这里出现一次'),
  qr: z.string().describe('二维码（SVG）'),
});

export const accountRoutes = {
  showAuthenticator: {
    ...plain,
    method: 'get',
    path: '/api/account/authenticator',
    summary: '我的手机验证器',
    access: everybody,
    answer: z.object({
      since: z.string().nullable().describe('从何时起登录要验证码；null 表示没有设置'),
      recoveryCodes: z.number().describe('还没用过的恢复码'),
    }),
  },
  beginAuthenticator: {
    ...plain,
    method: 'post',
    path: '/api/account/authenticator',
    summary: '开始设置手机验证器（TOTP）；输入一次正确的验证码之后才生效',
    access: everybody,
    body: z.strictObject({ password: word }),
    answer: begun,
    act: 'authenticator.begin',
  },
  confirmAuthenticator: {
    ...plain,
    method: 'post',
    path: '/api/account/authenticator/confirm',
    summary: '输入手机上显示的验证码，完成设置；恢复码只在这里出现一次',
    access: everybody,
    body: z.strictObject({ code: word }),
    answer: z.object({ recoveryCodes: z.array(z.string()) }),
    act: 'authenticator.confirm',
  },
  removeAuthenticator: {
    ...plain,
    method: 'post',
    path: '/api/account/authenticator/remove',
    summary: '关闭手机验证器',
    access: everybody,
    body: z.strictObject({ password: word, code: word }),
    answer: nothing,
    act: 'authenticator.remove',
  },
  listOwnSessions: {
    ...plain,
    method: 'get',
    path: '/api/account/sessions',
    summary: '我的账号在哪些地方登录着',
    access: everybody,
    answer: z.object({
      sessions: z.array(
        z.object({
          id: z.string(),
          current: z.boolean().describe('就是这一个'),
          address: z.string().nullable(),
          agent: z.string().nullable().describe('浏览器自称'),
          createdAt: z.string(),
          seenAt: z.string(),
        }),
      ),
    }),
  },
  endOwnSession: {
    ...plain,
    method: 'delete',
    path: '/api/account/sessions/{id}',
    summary: '让我在一个地方的登录退出',
    access: everybody,
    params: withId,
    answer: nothing,
    act: 'session.end-one',
  },
  endOtherSessions: {
    ...plain,
    method: 'post',
    path: '/api/account/sessions/end-others',
    summary: '除了这里，其他地方都退出',
    access: everybody,
    answer: z.object({ ended: z.number() }),
    act: 'session.end-others',
  },
} as const satisfies Record<string, AnyRoute>;
