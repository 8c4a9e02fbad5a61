import { connect } from 'node:net';
import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../src/base/errors.ts';
import type { HttpEnv } from '../../src/console/http-env.ts';
import { createHttpServer } from '../../src/console/server.ts';
import { statusOf } from '../../src/console/http-errors.ts';
import { openHttp } from '../support/http-bench.ts';
import { readEvents } from '../support/read-events.ts';
import { createWebBench, quietLog } from '../support/web-bench.ts';

const errorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const { close } of opened.splice(0)) await close();
});

describe('the end of the HTTP server', () => {
  // Time stands still: what ends is not ended by the grace running out, and two seconds are exactly two.
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is at once with open event streams, which end', async () => {
    const http = await openHttp({ groups: createWebBench().web });
    const streams = await Promise.all([1, 2, 3].map(() => readEvents(`${http.url}/api/groups/demo/events`)));

    await http.close();

    await Promise.all(streams.map((stream) => stream.ended()));
    await expect(fetch(`${http.url}/healthz`)).rejects.toThrow('fetch failed');
  });

  it('is at once when browsers hold connections they do not use', async () => {
    const http = await openHttp({ groups: createWebBench().web });
    const socket = connect(Number(new URL(http.url).port), '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.on('error', () => {});
    await fetch(`${http.url}/healthz`);

    await expect(http.close()).resolves.toBeUndefined();

    socket.destroy();
  });

  it('is within two seconds also when a client neither speaks nor leaves', async () => {
    const http = await openHttp({ groups: createWebBench().web });
    const socket = connect(Number(new URL(http.url).port), '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.on('error', () => {});
    socket.write(
      'POST /api/groups/demo/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\nhalf',
    );
    await fetch(`${http.url}/healthz`);

    const closed = http.close();
    await vi.advanceTimersByTimeAsync(2_000);

    await expect(closed).resolves.toBeUndefined();
    socket.destroy();
  });
});

describe('the HTTP server', () => {
  it('says which port is taken', async () => {
    const http = await openHttp({ groups: createWebBench().web });
    opened.push(http);
    const second = createHttpServer({ routes: [], log: quietLog });

    const port = Number(new URL(http.url).port);

    await expect(second.listen(port, '127.0.0.1')).rejects.toMatchObject({
      code: 'config/invalid',
      message: expect.stringContaining(`端口 ${port} 已被占用`),
    });
    await second.close();
  });

  it.each(Object.entries(statusOf))('answers %s with %i', async (code, status) => {
    const url = await openFailing(code);

    const response = await fetch(`${url}/api/fail`);

    expect(response.status).toBe(status);
    const { error } = errorSchema.parse(await response.json());
    expect(error.code).toBe(code);
    expect(error.message === '内情').toBe(status < 500);
  });

  it('never shows what an unforeseen failure was about, but logs it', async () => {
    const errors: object[] = [];
    const url = await openFailing(null, (data) => errors.push(data));

    const response = await fetch(`${url}/api/fail`);

    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({
      error: { code: 'internal', message: '服务出错了，请稍后再试；如果一直这样，请告诉管理员。' },
    });
    expect(errors).toHaveLength(1);
  });

  it('answers an unknown path as JSON under /api and as a page elsewhere', async () => {
    const http = await openHttp({ groups: createWebBench().web });
    opened.push(http);

    const api = await fetch(`${http.url}/api/nothing`);
    const page = await fetch(`${http.url}/nothing`);

    expect(api.status).toBe(404);
    expect(await api.json()).toMatchObject({ error: { code: 'record/not-found' } });
    expect(page.status).toBe(404);
    expect(await page.text()).toContain('没有这个页面');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

/** A server whose one route fails with a code, or unforeseen for null. */
async function openFailing(code: string | null, onError: (data: object) => void = () => {}): Promise<string> {
  const codes = Object.keys(statusOf).filter(isErrorCode);
  const known = codes.find((candidate) => candidate === code);
  const routes = new Hono<HttpEnv>().get('/api/fail', () => {
    throw known ? new AppError(known, '内情') : new Error('内情');
  });
  const server = createHttpServer({ routes: [routes], log: { ...quietLog, error: onError } });
  opened.push(server);
  const { port } = await server.listen(0, '127.0.0.1');
  return `http://127.0.0.1:${port}`;
}

function isErrorCode(code: string): code is keyof typeof statusOf {
  return code in statusOf;
}
