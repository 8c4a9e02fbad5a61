import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { AppError } from '../base/errors.ts';
import type { ReadAddress } from './api/address.ts';

const yearSeconds = 365 * 24 * 3_600;

/** What is known of who may come into a web group. */
export type Invites = {
  admits(slug: string, pass: string | null): Promise<boolean>;
  /** The pass for a code; null where none is needed. Throws `access/denied` and `access/too-many`. */
  enter(of: { slug: string; code: string; address: string }): Promise<string | null>;
};

/** Between a browser and a web group: a cookie holds the pass of whoever entered the code. */
export type WebDoor = {
  isOpen(context: Context, slug: string): Promise<boolean>;
  /** Throws `access/unauthenticated`. */
  assertOpen(context: Context, slug: string): Promise<void>;
  /** Gives the browser the pass for a code; throws what `Invites.enter` does. */
  open(context: Context, of: { slug: string; code: string }): Promise<void>;
  /** Ends when the pass opens the group no more, before anything that came since. */
  whileOpen<T>(context: Context, slug: string, items: AsyncIterable<T>): AsyncIterable<T>;
};

export type WebDoorOptions = { invites: Invites; addressOf: ReadAddress; secure: boolean };

export function createWebDoor({ invites, addressOf, secure }: WebDoorOptions): WebDoor {
  const isOpen = (context: Context, slug: string): Promise<boolean> =>
    invites.admits(slug, getCookie(context, cookieOf(slug)) ?? null);

  return {
    isOpen,

    async assertOpen(context, slug) {
      if (await isOpen(context, slug)) return;
      throw new AppError('access/unauthenticated', '进这个群要邀请码，请先打开群的网页，填写秘书处给的邀请码。');
    },

    async open(context, { slug, code }) {
      const pass = await invites.enter({ slug, code, address: addressOf(context) });
      if (pass === null) return;
      setCookie(context, cookieOf(slug), pass, {
        httpOnly: true,
        sameSite: 'Lax',
        secure,
        path: '/',
        maxAge: yearSeconds,
      });
    },

    async *whileOpen(context, slug, items) {
      for await (const item of items) {
        if (!(await isOpen(context, slug))) return;
        yield item;
      }
    },
  };
}

function cookieOf(slug: string): string {
  return `qingyu_group_${slug}`;
}
