import type { z } from 'zod';
import { failure, type RouteName, type Routes, routes } from '../../api/contract/routes.ts';

export type { RouteName };
export type Answer<N extends RouteName> = z.output<Routes[N]['answer']>;
export type Params<N extends RouteName> = z.input<Routes[N]['params']>;
export type Query<N extends RouteName> = z.input<Routes[N]['query']>;
export type Body<N extends RouteName> = z.input<Routes[N]['body']>;

/** `key`: the same one again is the same order. */
export type Given<N extends RouteName> = {
  params?: Params<N>;
  query?: Query<N>;
  body?: Body<N>;
  key?: string;
};

/** Why the server did not do it; its message is a sentence for the person. `status` 0: it was not reached. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Asks the server for a route; throws `CallError`. The answer is what the contract says, or it is refused here. */
export async function call<N extends RouteName>(
  name: N,
  given: Given<N> = {},
  signal?: AbortSignal,
): Promise<Answer<N>> {
  const response = await reach(addressOf(name, given), {
    method: routes[name].method.toUpperCase(),
    headers: headersOf(given),
    ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (!response.ok) throw await refusalOf(response);
  return readAnswer(name, response.status === 204 ? undefined : await response.json());
}

/** The table, as one that knows for each name what is answered. */
const answers: { [N in RouteName]: { answer: z.ZodType<Answer<N>> } } = routes;

/** Refuses an answer of another version of the server: the page would show nonsense. */
export function readAnswer<N extends RouteName>(name: N, value: unknown): Answer<N> {
  return answers[name].answer.parse(value);
}

/** Where a route is asked, also for what a browser fetches itself: pictures and files. */
export function addressOf<N extends RouteName>(name: N, { params, query }: Pick<Given<N>, 'params' | 'query'>): string {
  const path = Object.entries(params ?? {}).reduce(
    (path, [word, value]) => path.replace(`{${word}}`, encodeURIComponent(String(value))),
    String(routes[name].path),
  );
  const words = Object.entries(query ?? {}).flatMap(([word, value]) =>
    value === undefined || value === null || value === '' ? [] : [[word, String(value)]],
  );
  return words.length === 0 ? path : `${path}?${new URLSearchParams(words).toString()}`;
}

function headersOf({ body, key }: { body?: unknown; key?: string }): Record<string, string> {
  return {
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  };
}

export const unreachable = '连不上服务，请检查网络，或稍后再试。';

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { ...init, credentials: 'same-origin', cache: 'no-store' });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new CallError(0, 'unreachable', unreachable);
  }
}

async function refusalOf(response: Response): Promise<CallError> {
  return refusalIn(response.status, await response.text().catch(() => ''));
}

/** The server's own sentence, or ours where something in between answered. */
export function refusalIn(status: number, text: string): CallError {
  const parsed = failure.safeParse(parseJson(text));
  if (parsed.success) return new CallError(status, parsed.data.error.code, parsed.data.error.message);
  return new CallError(status, 'unreadable', `服务没有给出能读的回答（${status}），请稍后再试。`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Random, also where a page without TLS has no `crypto.randomUUID`. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
