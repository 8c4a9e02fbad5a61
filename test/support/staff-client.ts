import { z } from 'zod';
import { broadcastRoutes } from '../../src/console/api/contract/broadcasts.ts';
import { sessionRoutes } from '../../src/console/api/contract/session.ts';

const failure = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

export type StaffClient = {
  /** Resolves with what the session says of the account; throws what the server said. */
  signIn(name: string, password: string): Promise<z.output<typeof sessionRoutes.signIn.answer>['user']>;
  changePassword(current: string, password: string): Promise<void>;
  send(order: object, key: string): Promise<z.output<typeof broadcastRoutes.sendBroadcast.answer>>;
  /** Any request; throws `CODE message` unless it was done. */
  ask(path: string, request?: { method?: string; body?: object; key?: string }): Promise<unknown>;
  /** Sends a file as it is; a browser sends its bytes alone. */
  upload(path: string, file: string): Promise<unknown>;
  /** What the browser holds. */
  cookie(): string;
};

/** A script that uses the staff API of a running program as a browser does: it keeps the cookie it is given. */
export function createStaffClient(url: string, held = ''): StaffClient {
  let cookie = held;

  const ask: StaffClient['ask'] = async (path, { method, body, key } = {}) =>
    request(path, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  async function request(path: string, init: RequestInit & { headers: Record<string, string> }): Promise<unknown> {
    const headers = { ...init.headers, ...(cookie === '' ? {} : { cookie }) };
    const response = await fetch(`${url}${path}`, { ...init, headers });
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    if (response.status === 204) return null;
    const answer: unknown = await response.json();
    if (response.ok) return answer;
    const { code, message } = failure.parse(answer).error;
    throw new Error(`${code} ${message}`);
  }

  return {
    ask,
    upload: (path, file) =>
      request(path, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: file }),
    cookie: () => cookie,
    async signIn(name, password) {
      const answer = await ask('/api/session', { body: { name, password } });
      return sessionRoutes.signIn.answer.parse(answer).user;
    },
    async changePassword(current, password) {
      await ask('/api/session/password', { body: { current, password } });
    },
    async send(order, key) {
      return broadcastRoutes.sendBroadcast.answer.parse(await ask('/api/broadcasts', { body: order, key }));
    },
  };
}
