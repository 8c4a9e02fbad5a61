import type { Context } from 'hono';
import { AppError } from '../../base/errors.ts';

const ownSites = new Set(['same-origin', 'none']);
const safeMethods = new Set(['GET', 'HEAD']);

/**
 * Refuses what a page of another site makes a browser send: besides SameSite=Strict, which stops the cookie, and the JSON
 * that no form can send. Scripts send neither header and are let through: they have no cookie that somebody else may use.
 */
export function assertOwnOrigin({ req }: Context, publicUrl: string | null): void {
  if (safeMethods.has(req.method)) return;
  const site = req.header('sec-fetch-site');
  const origin = req.header('origin');
  const own = (site === undefined || ownSites.has(site)) && (origin === undefined || isOwn(origin, { req, publicUrl }));
  if (!own) throw new AppError('access/denied', '这个请求来自别的网站，没有执行。');
}

function isOwn(origin: string, { req, publicUrl }: { req: Context['req']; publicUrl: string | null }): boolean {
  if (!URL.canParse(origin)) return false;
  const { host, origin: normal } = new URL(origin);
  return host === req.header('host') || (publicUrl !== null && normal === new URL(publicUrl).origin);
}
