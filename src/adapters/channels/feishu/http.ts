import type { HttpInstance } from '@larksuiteoapi/node-sdk';
import { z } from 'zod';
import { ApiError, type Refusal } from './api-error.ts';
import { withDeadline } from '../deadline.ts';

type Options = Parameters<HttpInstance['request']>[0];

/** Asked to wait, but not for how long. */
const usualMs = 15_000;

const answer = z.object({ code: z.int(), msg: z.string().default('') });

/**
 * What the SDK calls the platform with. Its own client throws errors that carry the token, resolves with refusals, and
 * takes no signal for a token; this one throws an `ApiError` for whatever is no success, and nothing else.
 */
export function createHttp(signal: AbortSignal | null = null): HttpInstance {
  const call = (method: string, url: string, options: Options = {}) => request({ ...options, method, url }, signal);
  return {
    request: (options) => request(options, signal),
    get: (url, options) => call('GET', url, options),
    delete: (url, options) => call('DELETE', url, options),
    head: (url, options) => call('HEAD', url, options),
    options: (url, options) => call('OPTIONS', url, options),
    post: (url, data, options) => call('POST', url, { ...options, data }),
    put: (url, data, options) => call('PUT', url, { ...options, data }),
    patch: (url, data, options) => call('PATCH', url, { ...options, data }),
  };
}

// The SDK takes what comes back as whatever it is after.
// oxlint-disable-next-line typescript/no-explicit-any
async function request(options: Options, outer: AbortSignal | null): Promise<any> {
  const url = addressOf(options);
  const action = `${(options.method ?? 'GET').toUpperCase()} ${url.pathname}`;
  const signal = outer ?? signalOf(options) ?? new AbortController().signal;
  return withDeadline({ signal, ms: options.timeout ?? usualMs }, (signal) =>
    fetchNow({ action, url, options, signal }),
  );
}

type Call = { action: string; url: URL; options: Options; signal: AbortSignal };

async function fetchNow({ action, url, options, signal }: Call): Promise<unknown> {
  const body = bodyOf(options.data);
  const headers = new Headers(options.headers as Record<string, string> | undefined);
  if (typeof body === 'string') headers.set('content-type', 'application/json; charset=utf-8');
  const init = { method: (options.method ?? 'GET').toUpperCase(), headers, signal, ...(body !== null && { body }) };
  try {
    const response = await fetch(url, init);
    const bytes = await response.arrayBuffer();
    return resultOf({ action, response, bytes, raw: options.responseType === 'arraybuffer' });
  } catch (error) {
    throw error instanceof ApiError ? error : new ApiError(action, { error });
  }
}

type Answered = { action: string; response: Response; bytes: ArrayBuffer; raw: boolean };

function resultOf({ action, response, bytes, raw }: Answered): unknown {
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  if (raw && response.ok && !isJson) return new Uint8Array(bytes);
  const body = parsed(new TextDecoder().decode(bytes));
  const { code = null, msg: message = '' } = answer.safeParse(body).data ?? {};
  if (code === 0 && response.ok) return body;
  const refusal: Refusal = { status: response.status, code, message, retryAfterMs: waitOf(response) };
  throw new ApiError(action, { refusal });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The platform says it in seconds. */
function waitOf({ headers }: Response): number | null {
  const seconds = Number(headers.get('x-ogw-ratelimit-reset') ?? headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

function addressOf({ url, params }: Options): URL {
  const address = new URL(url ?? '');
  for (const [name, value] of Object.entries(params ?? {}))
    if (value !== undefined) address.searchParams.set(name, String(value));
  return address;
}

/** A value that is bytes makes a form of it. */
function bodyOf(data: unknown): string | FormData | null {
  if (data === undefined || data === null) return null;
  const fields = Object.entries(data);
  if (!fields.some(([, value]) => value instanceof Blob)) return JSON.stringify(data);
  const form = new FormData();
  for (const [name, value] of fields) form.set(name, value instanceof Blob ? value : String(value));
  return form;
}

function signalOf(options: Options): AbortSignal | null {
  return 'signal' in options && options.signal instanceof AbortSignal ? options.signal : null;
}
