import { setMaxListeners } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { MiddlewareHandler } from 'hono';
import { AppError } from '../base/errors.ts';
import type { Log } from '../ports/log.ts';
import { closerOf } from './connections.ts';
import type { HttpEnv } from './http-env.ts';
import { isOurFault, respondWithError } from './http-errors.ts';

/** Nothing but our own files runs or loads, and no other page frames ours. A route may set its own policy. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export type HttpServer = {
  /** Resolves with the port it listens on (0 = any free one); throws `config/invalid` when it cannot have it. */
  listen(port: number, host: string): Promise<{ port: number }>;
  /** Resolves within two seconds, also with open event streams. */
  close(): Promise<void>;
};

/** Serves the routes, and answers for them when they fail or there is none. */
export function createHttpServer({ routes, log }: { routes: readonly Hono<HttpEnv>[]; log: Log }): HttpServer {
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const app = new Hono<HttpEnv>();
  app.use(async (context, next) => {
    context.set('closing', closing.signal);
    await next();
  });
  app.use(guardHeaders);
  for (const route of routes) app.route('/', route);
  app.notFound((context) => respondWithError(context, new AppError('record/not-found', '没有这个页面，请检查网址。')));
  app.onError((error, context) => {
    if (isOurFault(error))
      log.error({ err: error, method: context.req.method, path: context.req.path }, 'request failed');
    return respondWithError(context, error);
  });

  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  const close = closerOf(server);
  return {
    listen: (port, host) => listen(server, port, host),
    close: () => {
      closing.abort();
      return close();
    },
  };
}

const guardHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  const { headers } = context.res;
  headers.set('X-Content-Type-Options', 'nosniff');
  headers.set('X-Frame-Options', 'DENY');
  headers.set('Referrer-Policy', 'same-origin');
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  // What staff see is nobody else's, also not of whoever sits at this browser next.
  if (context.req.path.startsWith('/api/') && !headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
  if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', contentSecurityPolicy);
};

function listen(server: Server, port: number, host: string): Promise<{ port: number }> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => reject(toListenError(error, port, host));
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      const address = server.address();
      resolve({ port: typeof address === 'object' && address !== null ? address.port : port });
    });
  });
}

function toListenError(error: NodeJS.ErrnoException, port: number, host: string): AppError {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `端口 ${port} 已被占用，请停掉占用它的程序，或用 PORT 换一个端口。`,
    EACCES: `没有权限使用端口 ${port}，请用 PORT 换一个 1024 以上的端口。`,
  };
  const message = reasons[error.code ?? ''] ?? `无法在 ${host}:${port} 上提供网页，请检查 HOST 和 PORT。`;
  return new AppError('config/invalid', message, { cause: error });
}
