import { Failure } from './failure.ts';
import { failureOfConnection, failureOfStatus } from './status.ts';

/** An answer of a chat or ten vectors of 4096 numbers are far below. */
const mostBytes = 8 * 2 ** 20;
const mostErrorBytes = 64 * 2 ** 10;
/** Everything else (platform of this machine, headers that the environment adds) is nobody's business. */
const sentHeaders = ['accept', 'authorization', 'content-type'];

type Reader = ReadableStreamDefaultReader<Uint8Array>;

export type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * The only way out. Guards against libraries, variables of the environment and redirects that would send a member's
 * words, or the key, to another place than the configured endpoint; and against answers without end. It does not guard
 * against what the endpoint itself does with them.
 *
 * Resolves with answers of status 2xx and throws a `Failure` for everything else.
 */
export function createGate(baseUrl: string): Fetch {
  const endpoint = new URL(baseUrl);

  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin !== endpoint.origin || !url.pathname.startsWith(endpoint.pathname))
      throw new Error('a library wanted to send to another place than the endpoint');
    const response = await send(url, init);
    if (!response.ok) throw failureOfStatus(response, await readError(response));
    return new Response(limited(response, mostBytes), { status: response.status, headers: response.headers });
  };
}

async function send(url: URL, { headers, ...init }: RequestInit): Promise<Response> {
  const given = new Headers(headers);
  const kept = sentHeaders.flatMap((name): [string, string][] => {
    const value = given.get(name);
    return value === null ? [] : [[name, value]];
  });
  try {
    return await fetch(url, { ...init, headers: kept, redirect: 'manual' });
  } catch (error) {
    throw failureOfConnection(error);
  }
}

async function readError(response: Response): Promise<string> {
  try {
    return await new Response(limited(response, mostErrorBytes)).text();
  } catch {
    return '';
  }
}

function limited({ body }: Response, most: number): ReadableStream<Uint8Array> | null {
  if (body === null) return null;
  const reader = body.getReader();
  let bytes = 0;
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await readOn(reader);
      if (done) {
        controller.close();
        return;
      }
      bytes += value.length;
      if (bytes > most) {
        await reader.cancel();
        throw new Failure('malformed', '模型端点的答复没有尽头。');
      }
      controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

async function readOn(reader: Reader): Promise<Awaited<ReturnType<Reader['read']>>> {
  try {
    return await reader.read();
  } catch {
    throw new Failure('unavailable', '模型端点中途断开了连接。');
  }
}
