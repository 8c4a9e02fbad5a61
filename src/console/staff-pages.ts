import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import type { MiddlewareHandler } from 'hono';
import { isoOf } from '../base/calendar.ts';
import { AppError } from '../base/errors.ts';
import type { Clock } from '../ports/clock.ts';
import { fillPage } from './fill-page.ts';
import type { HttpEnv } from './http-env.ts';

export type StaffPagesOptions = {
  /** Where the build has put them. */
  directory: string;
  timeZone: string;
  clock: Clock;
};

/**
 * The staff console: one page for all of its addresses, and the files it is made of. Styles that the page makes itself carry
 * a nonce of this one answer; no script but our files runs.
 */
export function createStaffPages({ directory, timeZone, clock }: StaffPagesOptions): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>();

  routes.use(
    '/console/assets/*',
    keepForEver,
    serveStatic({
      root: directory,
      rewriteRequestPath: (path) => path.slice('/console'.length),
      precompressed: true,
    }),
    async (context) => context.notFound(),
  );
  routes.get(
    '/console/favicon.svg',
    serveStatic({ root: directory, rewriteRequestPath: () => '/favicon.svg' }),
    async (context) => context.notFound(),
  );

  routes.get('/console/*', async (context) => {
    const nonce = randomBytes(18).toString('base64');
    const page = await readPage(directory);
    context.header('Content-Security-Policy', policyFor(nonce));
    context.header('Cache-Control', 'private, no-cache');
    return context.html(fillPage(page, { nonce, timeZone, answeredAt: isoOf(clock.now()) }));
  });
  return routes;
}

/** Their names change with what is in them. */
const keepForEver: MiddlewareHandler = async (context, next) => {
  await next();
  if (context.res.ok) context.res.headers.set('Cache-Control', 'public, max-age=31536000, immutable');
};

function policyFor(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

async function readPage(directory: string): Promise<string> {
  return readFile(join(directory, 'index.html'), 'utf8').catch((cause: unknown) => {
    throw new AppError('record/not-found', '页面文件还没有生成，请先运行 npm run build。', { cause });
  });
}
