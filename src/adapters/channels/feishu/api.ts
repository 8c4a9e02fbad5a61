import type { Client } from '@larksuiteoapi/node-sdk';
import { ApiError } from './api-error.ts';
import { isStaleToken } from './codes.ts';
import { createHttp } from './http.ts';
import { type FeishuSdk, loadSdk } from './load.ts';
import { createTokens } from './tokens.ts';
import { unlessAborted } from './waiting.ts';

/** An app of the open platform; `domain` is the address of its server. */
export type FeishuApp = { appId: string; appSecret: string; domain: string };

export type ApiCall = {
  method: 'GET' | 'POST' | 'PATCH';
  /** From the root, e.g. `/open-apis/bot/v3/info`. */
  path: string;
  params?: Record<string, string | number>;
  /** A `Blob` among it makes a form of it. */
  data?: object;
};

/** The platform's HTTP interface, with the app's token. */
export interface FeishuApi {
  /** The whole answer; throws an `ApiError` and nothing else. */
  call(call: ApiCall, on: { signal: AbortSignal; withinMs?: number }): Promise<unknown>;
  /** The same for what is answered with a file. */
  download(call: ApiCall, on: { signal: AbortSignal; withinMs?: number }): Promise<Uint8Array>;
  /** The SDK, loaded once. */
  sdk(): Promise<FeishuSdk>;
  app: FeishuApp;
}

const usualDeadlineMs = 15_000;

/** What the SDK writes may hold a token: of its errors our own tell. */
export const silentLogger = { error() {}, warn() {}, info() {}, debug() {}, trace() {} };

export function createApi(app: FeishuApp): FeishuApi {
  // Tokens last by the time of the platform, not by that of a rehearsal.
  const tokens = createTokens(() => Date.now());
  let loading: Promise<{ sdk: FeishuSdk; client: Client }> | null = null;

  async function load(): Promise<{ sdk: FeishuSdk; client: Client }> {
    const sdk = await loadSdk();
    const { appId, appSecret, domain } = app;
    const options = { appId, appSecret, domain, cache: tokens, httpInstance: createHttp(), logger: silentLogger };
    return { sdk, client: new sdk.Client(options) };
  }

  function loaded(): Promise<{ sdk: FeishuSdk; client: Client }> {
    loading ??= load();
    loading.catch(() => (loading = null));
    return loading;
  }

  async function request(
    { method, path, params = {}, data }: ApiCall,
    { signal, withinMs = usualDeadlineMs, raw }: { signal: AbortSignal; withinMs?: number; raw: boolean },
  ): Promise<unknown> {
    const action = `${method} ${path}`;
    const { client } = await loaded().catch((error: unknown) => {
      throw new ApiError(action, { error });
    });
    const to = { method, url: `${app.domain}${path}`, params, data: data ?? {}, signal, timeout: withinMs };
    const send = () => client.request<unknown>(raw ? { ...to, responseType: 'arraybuffer' } : to);
    const work = send().catch((error: unknown) => {
      // The platform has taken the token back before its time, which the SDK does not see.
      if (!(error instanceof ApiError) || !isStaleToken(error.refusal)) throw error;
      tokens.forget();
      return send();
    });
    return unlessAborted(work, signal, () => {
      throw new ApiError(action, { error: new Error('aborted') });
    }).catch((error: unknown) => {
      throw error instanceof ApiError ? error : new ApiError(action, { error });
    });
  }

  return {
    app,
    sdk: async () => (await loaded()).sdk,
    call: (call, on) => request(call, { ...on, raw: false }),
    async download(call, on) {
      const bytes = await request(call, { ...on, raw: true });
      if (bytes instanceof Uint8Array) return bytes;
      throw new ApiError(`${call.method} ${call.path}`, { error: new Error('no file') });
    },
  };
}
