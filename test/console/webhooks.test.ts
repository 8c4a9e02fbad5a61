import { afterEach, describe, expect, it } from 'vitest';
import { createHttpServer, type HttpServer } from '../../src/console/server.ts';
import { createWebhookRoutes } from '../../src/console/webhooks.ts';
import type { Webhook } from '../../src/ports/channel.ts';
import { quietLog } from '../support/web-bench.ts';

let server: HttpServer | null = null;

afterEach(() => server?.close());

describe('a platform that calls', () => {
  it('is answered with the status the channel gives, and nothing else', async () => {
    const heard: unknown[] = [];
    const url = await open({
      path: '/telegram/webhook',
      async handle({ header, body }) {
        heard.push([header('X-Secret'), header('x-none'), body]);
        return { status: 403 };
      },
    });

    const response = await post(`${url}/telegram/webhook`, '{"update_id":1}', { 'x-secret': 's' });

    expect([response.status, await response.text()]).toEqual([403, '']);
    expect(heard).toEqual([['s', null, { update_id: 1 }]]);
  });

  it('is refused what is no JSON or too long, before the channel sees it', async () => {
    const url = await open({ path: '/hook', handle: () => Promise.reject(new Error('must not be asked')) });

    expect((await post(`${url}/hook`, '{"')).status).toBe(400);
    expect((await post(`${url}/hook`, `"${'x'.repeat(1_100_000)}"`)).status).toBe(413);
    expect((await fetch(`${url}/hook`)).status).toBe(404);
  });

  it('gets 500 when the channel breaks, and may call again', async () => {
    const url = await open({ path: '/hook', handle: () => Promise.reject(new Error('disk full')) });

    expect((await post(`${url}/hook`, '{}')).status).toBe(500);
  });
});

async function open(webhook: Webhook): Promise<string> {
  server = createHttpServer({ routes: [createWebhookRoutes([webhook])], log: quietLog });
  const { port } = await server.listen(0, '127.0.0.1');
  return `http://127.0.0.1:${port}`;
}

function post(url: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
}
