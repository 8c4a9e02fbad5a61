import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Hono } from 'hono';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AppError } from '../../src/base/errors.ts';
import { createDownload } from '../../src/console/downloads.ts';
import type { HttpEnv } from '../../src/console/http-env.ts';
import { createHttpServer } from '../../src/console/server.ts';
import { quietLog } from '../support/web-bench.ts';

/** More than the sockets of both sides hold. */
const bytes = Buffer.alloc(19 * 1024 * 1024, 'abcdefg');

/** Two at once. */
async function open(patienceMs = 600_000): Promise<{ url: string; port: number; read(): number }> {
  let reads = 0;
  const download = createDownload({ limit: () => {}, most: 2, patienceMs });
  const routes = new Hono<HttpEnv>()
    .get('/file', (context) =>
      download(context, async () => {
        reads += 1;
        return { name: '通知.pdf', mime: 'application/pdf', bytes };
      }),
    )
    .get('/none', (context) =>
      download(context, async () => {
        throw new AppError('record/not-found', '没有');
      }),
    );
  const server = createHttpServer({ routes: [routes], log: quietLog });
  const { port } = await server.listen(0, '127.0.0.1');
  onTestFinished(() => server.close());
  return { url: `http://127.0.0.1:${port}`, port, read: () => reads };
}

/** Asks, sees the answer begin, and takes no more of it. */
async function askOnly(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  socket.write('GET /file HTTP/1.1\r\nHost: a\r\n\r\n');
  await once(socket, 'readable');
  return socket;
}

/** The status of a download of which all is taken. */
async function take(url: string): Promise<number> {
  const response = await fetch(`${url}/file`);
  await response.arrayBuffer();
  return response.status;
}

describe('downloads', () => {
  it('are whole, one after the other, also where only the head is asked for or there is none', async () => {
    const { url } = await open();

    for (let time = 0; time < 4; time += 1) {
      const head = await fetch(`${url}/file`, { method: 'HEAD' });
      expect([head.status, head.headers.get('content-length')]).toEqual([200, String(bytes.byteLength)]);
      expect((await fetch(`${url}/none`)).status).toBe(404);
    }
    const response = await fetch(`${url}/file`);
    expect(response.headers.get('content-length')).toBe(String(bytes.byteLength));
    expect(bytes.equals(Buffer.from(await response.arrayBuffer()))).toBe(true);
  });

  it('are so many at once; one more is refused and reads nothing, and a place is free when a reader goes', async () => {
    const { url, port, read } = await open();
    const [first] = [await askOnly(port), await askOnly(port)];

    const refused = await fetch(`${url}/file`);

    expect([refused.status, await refused.text()]).toEqual([
      429,
      expect.stringContaining('下载的人太多，请过一会儿再试。'),
    ]);
    expect(read()).toBe(2);
    first.destroy();
    await expect.poll(() => take(url)).toBe(200);
  });

  it('end for readers that take nothing, and their places are free', async () => {
    const { url, port } = await open(300);
    await askOnly(port);
    await askOnly(port);

    await expect.poll(() => take(url)).toBe(200);
  });
});
