import { isRecord, parseJson, readEntry } from './entry.ts';
import type { Entry } from './entry.ts';

const answerMs = 15_000;

/** The server looked at it and said no; the message says what to change. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

export type Post = { name: string; text: string; clientId: string };

/** Ids of entries that this page has, and of those it showed. */
export type Told = { name: string; delivered: readonly number[]; read: readonly number[] };

/** `place`: which choice, 0 = the first; null: the 收到. */
export type Press = { name: string; messageId: number; place: number | null };

/** What is said to it, and what stands in place of the choices from now on. */
export type Pressed = { text: string; label: string | null };

export type Api = {
  /** Resolves with the id of the stored message; throws a `Refusal`, or anything else when nobody knows whether it arrived. */
  post(post: Post): Promise<number>;
  /** Resolves when the server has taken it; throws as `post` does. Goes out also when the page is left at this moment. */
  tell(told: Told): Promise<void>;
  /** Resolves when the press is stored; throws as `post` does, and may be done again. */
  press(press: Press): Promise<Pressed>;
  /** Resolves when this browser may come in; throws as `post` does. */
  enter(code: string): Promise<void>;
  /** The newest entries, oldest first. */
  latest(): Promise<Entry[]>;
  /** Entries with id > `after`, oldest first, at most `limit`. */
  after(after: number, limit: number): Promise<Entry[]>;
  eventsUrl(after: number): string;
};

export function createApi(slug: string): Api {
  const base = `/api/groups/${encodeURIComponent(slug)}`;
  return {
    post: (post) => sendPost(`${base}/messages`, post),
    tell: (told) => sendTold(`${base}/read`, told),
    press: (press) => sendPress(`${base}/press`, press),
    enter: (code) => sendQuietly(`${base}/enter`, { code }),
    latest: () => fetchEntries(`${base}/messages`),
    after: (after, limit) => fetchEntries(`${base}/messages?after=${after}&limit=${limit}`),
    eventsUrl: (after) => `${base}/events?after=${after}`,
  };
}

function postJson(url: string, body: object, keepalive = false): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(answerMs),
    keepalive,
  });
}

function sendTold(url: string, told: Told): Promise<void> {
  return sendQuietly(url, told, true);
}

async function sendQuietly(url: string, body: object, keepalive = false): Promise<void> {
  const response = await postJson(url, body, keepalive);
  if (response.ok) return;
  if (response.status >= 400 && response.status < 500) throw new Refusal(sentenceOf(parseJson(await response.text())));
  throw new Error(`status ${response.status}`);
}

async function sendPost(url: string, post: Post): Promise<number> {
  const response = await postJson(url, post);
  const body = parseJson(await response.text());
  if (response.ok && isRecord(body) && typeof body['messageId'] === 'number') return body['messageId'];
  if (response.status >= 400 && response.status < 500) throw new Refusal(sentenceOf(body));
  throw new Error(`status ${response.status}`);
}

async function sendPress(url: string, press: Press): Promise<Pressed> {
  const response = await postJson(url, press);
  const body = parseJson(await response.text());
  if (response.ok && isRecord(body) && typeof body['text'] === 'string')
    return { text: body['text'], label: typeof body['label'] === 'string' ? body['label'] : null };
  if (response.status >= 400 && response.status < 500) throw new Refusal(sentenceOf(body));
  throw new Error(`status ${response.status}`);
}

async function fetchEntries(url: string): Promise<Entry[]> {
  const response = await fetch(url, { signal: AbortSignal.timeout(answerMs) });
  // The invite code was changed: the page that asks for the new one is at the same address.
  if (response.status === 401) window.location.reload();
  const body = parseJson(await response.text());
  if (!response.ok || !isRecord(body) || !Array.isArray(body['messages'])) throw new Error(`status ${response.status}`);
  return body['messages'].map(readEntry).filter((entry) => entry !== null);
}

function sentenceOf(body: unknown): string {
  const error = isRecord(body) ? body['error'] : null;
  const message = isRecord(error) ? error['message'] : null;
  return typeof message === 'string' ? message : '没有发送成功，请检查内容后重试。';
}
