import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

const cookieName = 'qingyu_member';
const yearSeconds = 365 * 24 * 3_600;
/** 128 random bits, base64url. */
const secretForm = /^[\w-]{22}$/u;

export type VisitorOptions = {
  /** A fresh secret: 128 random bits in base64url, 22 characters. */
  newSecret(): string;
  /** True when browsers reach the pages over https alone. */
  secure: boolean;
};

/** Gives the browser its secret, or a longer life to the one it has. */
export function rememberVisitor(context: Context, { newSecret, secure }: VisitorOptions): void {
  const secret = readSecret(context) ?? newSecret();
  setCookie(context, cookieName, secret, { httpOnly: true, sameSite: 'Lax', secure, path: '/', maxAge: yearSeconds });
}

/** Who this browser is: a hash, because what is stored and listed must not let anybody take its place. */
export function readVisitor(context: Context): string | null {
  const secret = readSecret(context);
  return secret === null ? null : createHash('sha256').update(secret).digest('base64url').slice(0, 22);
}

function readSecret(context: Context): string | null {
  const secret = getCookie(context, cookieName);
  return secret !== undefined && secretForm.test(secret) ? secret : null;
}
