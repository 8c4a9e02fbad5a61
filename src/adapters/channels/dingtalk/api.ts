import { z } from 'zod';
import type { Clock } from '../../../ports/clock.ts';
import { type AccessToken, createAccessToken } from './access-token.ts';
import { ApiError, beforeActing } from './api-error.ts';
import { isStaleToken } from './codes.ts';
import { exchange, type Patience } from './exchange.ts';

/** Where the platform is reached; null = its own address. */
export type Place = { apiRoot: string | null; gateway: string | null };
export type Credentials = { clientId: string; clientSecret: string };

/** Where a stream can be opened, and the ticket for it, which is good once. */
export type StreamTicket = { endpoint: string; ticket: string };

/** The HTTP interfaces of one application. Each throws an `ApiError` and nothing else. */
export interface DingtalkApi {
  /** With the token; a token that is refused is renewed once. */
  call(path: string, body: object, on: Patience): Promise<unknown>;
  /** The platform's name of a file that messages can carry. */
  upload(file: { name: string; mime: string; bytes: Uint8Array }, signal: AbortSignal): Promise<string>;
  /** Says something by the address that came with a message. */
  reply(url: URL, body: object, signal: AbortSignal): Promise<void>;
  openStream(signal: AbortSignal): Promise<StreamTicket>;
  /** Whether id and secret are known there; fetches a token for it. */
  checkCredentials(signal: AbortSignal): Promise<void>;
  /** Whether an address belongs to the platform. */
  isOwn(url: URL): boolean;
}

export const officialRoot = 'https://api.dingtalk.com';
const oldRoot = 'https://oapi.dingtalk.com';
const uploadMs = 10 * 60_000;
const messages = '/v1.0/im/bot/messages/get';

const ticketShape = z.object({ endpoint: z.string(), ticket: z.string().min(1) });
const uploaded = z.object({ media_id: z.string().min(1) });

export function createApi({ clientId, clientSecret, apiRoot, gateway, clock }: Credentials & Place & { clock: Clock }) {
  const root = apiRoot ?? officialRoot;
  const address = (path: string, base = root): URL => new URL(`${base}${path}`);
  const redact = (text: string): string => text.replaceAll(clientSecret, '…');
  const token = createAccessToken({ clock, fetch: () => fetchToken(AbortSignal.timeout(15_000)) });

  function fetchToken(signal: AbortSignal): Promise<unknown> {
    const body = { appKey: clientId, appSecret: clientSecret };
    return exchange({ what: 'token', url: address('/v1.0/oauth2/accessToken'), body }, redact, { signal });
  }

  const api: DingtalkApi = {
    call: (path, body, on) =>
      withToken(token, on.signal, (value) => {
        const headers = { 'x-acs-dingtalk-access-token': value };
        return exchange({ what: path, url: address(path), headers, body }, redact, on);
      }),

    async upload({ name, mime, bytes }, signal) {
      try {
        const answer = await withToken(token, signal, (value) => {
          const url = address('/media/upload', apiRoot ?? oldRoot);
          url.searchParams.set('access_token', value);
          const body = new FormData();
          body.append('type', 'file');
          body.append('media', new Blob([Uint8Array.from(bytes)], { type: mime }), name);
          return exchange({ what: 'upload', url, body }, redact, { signal, withinMs: uploadMs });
        });
        return uploaded.parse(answer).media_id;
      } catch (error) {
        if (error instanceof ApiError) throw beforeActing(error);
        throw new ApiError('upload', { refusal: null, mayHaveActed: false, detail: 'unreadable' });
      }
    },

    async reply(url, body, signal) {
      await exchange({ what: 'reply', url, body }, redact, { signal });
    },

    async openStream(signal) {
      const url = new URL(gateway ?? `${root}/v1.0/gateway/connections/open`);
      const body = {
        clientId,
        clientSecret,
        subscriptions: [{ type: 'CALLBACK', topic: messages }],
        ua: 'qingyu',
      };
      const read = ticketShape.safeParse(await exchange({ what: 'gateway', url, body }, redact, { signal }));
      if (read.success && isSafe(read.data.endpoint, url)) return read.data;
      throw new ApiError('gateway', { refusal: null, mayHaveActed: false, detail: 'no endpoint' });
    },

    async checkCredentials(signal) {
      await fetchToken(signal);
    },

    isOwn: (url) => isOwn(url, apiRoot),
  };
  return api;
}

/** What was refused for its token surely has not happened. */
async function withToken<T>(token: AccessToken, signal: AbortSignal, work: (value: string) => Promise<T>): Promise<T> {
  const first = await token.get(signal);
  try {
    return await work(first);
  } catch (error) {
    if (!isStaleToken(error)) throw error;
    token.drop(first);
    return await work(await token.get(signal));
  }
}

/** The ticket goes over the network as the secret did. */
function isSafe(endpoint: string, gateway: URL): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol } = new URL(endpoint);
  return protocol === 'wss:' || (protocol === 'ws:' && gateway.protocol === 'http:');
}

/** Anybody who can write to us could else have us call any address. */
function isOwn({ protocol, hostname, host }: URL, apiRoot: string | null): boolean {
  if (apiRoot !== null && host === new URL(apiRoot).host) return true;
  return protocol === 'https:' && host === hostname && /(?:^|\.)dingtalk\.com$/u.test(hostname);
}
