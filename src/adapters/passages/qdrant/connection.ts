import type { QdrantClient, QdrantClientParams } from '@qdrant/js-client-rest';
import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '../../../ports/log.ts';
import { isBrokenConnection, retryAfterOf, toIndexError } from './errors.ts';

export type ConnectionOptions = {
  url: string;
  apiKey: string | null;
  /** Milliseconds for a search and for a write. */
  timeouts: { read: number; write: number };
  log: Log;
};

/** The server, as all parts of the index call it. Every failure is an `AppError`. */
export type Connection = {
  read<T>(ask: (client: QdrantClient) => Promise<T>): Promise<T>;
  /** What is asked must be safe to ask twice. */
  write<T>(ask: (client: QdrantClient) => Promise<T>): Promise<T>;
};

/** Seconds that a busy server is waited for. */
const longestWait = 5;
/** Where Qdrant listens when the address does not say. */
const usualPort = 6333;

/** The client is loaded with the first question to the server. */
export function createConnection(options: ConnectionOptions): Connection {
  let clients: Promise<{ read: QdrantClient; write: QdrantClient }> | null = null;

  async function open(): Promise<{ read: QdrantClient; write: QdrantClient }> {
    const { QdrantClient } = await import('@qdrant/js-client-rest');
    warnOfOpenKey(options);
    const create = (timeout: number): QdrantClient => new QdrantClient({ ...clientParams(options), timeout });
    return { read: create(options.timeouts.read), write: create(options.timeouts.write) };
  }

  return {
    read: async (ask) => answerOf(ask, (await (clients ??= open())).read),
    write: async (ask) => answerOf(ask, (await (clients ??= open())).write),
  };
}

/** One more try after a busy server or a broken connection, which is often only one that had been idle for too long. */
async function answerOf<T>(ask: (client: QdrantClient) => Promise<T>, client: QdrantClient): Promise<T> {
  try {
    return await ask(client);
  } catch (error) {
    const seconds = retryAfterOf(error);
    if (seconds === null && !isBrokenConnection(error)) throw toIndexError(error);
    await wait(Math.min(seconds ?? 0, longestWait) * 1000);
  }
  try {
    return await ask(client);
  } catch (error) {
    throw toIndexError(error);
  }
}

/** Part by part, because from a whole address the client drops the path and a port that is the scheme's own. */
export function clientParams({ url, apiKey }: { url: string; apiKey: string | null }): QdrantClientParams {
  const { protocol, hostname, pathname } = new URL(url);
  const [, port] = /^https?:\/\/[^/]*:(\d+)(?:\/|$)/i.exec(url) ?? [];
  return {
    host: hostname,
    port: port === undefined ? usualPort : Number(port),
    https: protocol === 'https:',
    prefix: pathname.replace(/\/+$/, ''),
    checkCompatibility: false,
    // As a header, because the client prints a warning of its own for a key without https.
    ...(apiKey === null ? {} : { headers: { 'api-key': apiKey } }),
  };
}

function warnOfOpenKey({ url, apiKey, log }: ConnectionOptions): void {
  const { protocol, hostname } = new URL(url);
  const isNear = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  if (apiKey !== null && protocol === 'http:' && !isNear)
    log.warn({ host: hostname }, 'qdrant key travels without TLS');
}
