import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

/** `secure`: browsers reach us over https alone. */
export type CookieOptions = { secure: boolean };

/**
 * It is gone with the browser, no script reads it and no other site makes a browser send it. Under https its name keeps
 * neighbours of our host from planting one.
 */
export function giveToken(context: Context, token: string, { secure }: CookieOptions): void {
  setCookie(context, nameFor(secure), token, { httpOnly: true, sameSite: 'Strict', secure, path: '/' });
}

export function takeToken(context: Context, { secure }: CookieOptions): void {
  deleteCookie(context, nameFor(secure), { httpOnly: true, sameSite: 'Strict', secure, path: '/' });
}

export function readToken(context: Context, { secure }: CookieOptions): string | null {
  return getCookie(context, nameFor(secure)) ?? null;
}

function nameFor(secure: boolean): string {
  return secure ? '__Host-qingyu_session' : 'qingyu_session';
}
