import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { Refusal, refuse } from './qdrant-emulator-errors.ts';
import { route } from './qdrant-emulator-routes.ts';
import { createServerState, type ServerState } from './qdrant-emulator-state.ts';

/** What happens to a request instead of an answer. */
export type Fault =
  | { status: number; retryAfter?: number }
  /** The connection ends, before or after the request took effect. */
  | 'drop'
  | 'drop-answer'
  /** No answer ever. */
  | 'hang'
  /** A write takes effect only when some more requests have come. */
  | 'acknowledge';

export type SeenRequest = { method: string; path: string; query: string; body: unknown };

export type QdrantEmulator = {
  url: string;
  /** Requests so far. */
  requests: readonly SeenRequest[];
  /** Decides over each request from now on; null = all goes well. */
  failWith(decide: ((request: SeenRequest) => Fault | null) | null): void;
  /** Nobody listens any more; what is kept is kept. */
  stop(): Promise<void>;
  /** Listens again at the same address. */
  start(): Promise<void>;
  state: ServerState;
};

/** Requests after which an acknowledged write is made. */
const lag = 4;
const largestBody = 32 * 1024 * 1024;

/**
 * Speaks Qdrant's REST API on 127.0.0.1, keeps points in memory and really scores them. It is stricter than the server:
 * what is not known here is refused.
 */
export async function startQdrantEmulator({ apiKey = null }: { apiKey?: string | null } = {}): Promise<QdrantEmulator> {
  const state = createServerState();
  const requests: SeenRequest[] = [];
  const late: { after: number; write: () => void }[] = [];
  let decide: ((request: SeenRequest) => Fault | null) | null = null;
  let server: Server | null = null;
  let port = 0;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const seen = await readRequest(request);
    requests.push(seen);
    while ((late[0]?.after ?? Infinity) <= requests.length) late.shift()?.write();
    const fault = decide?.(seen) ?? null;
    if (fault === 'hang') return;
    if (fault === 'drop') request.socket.destroy();
    else if (typeof fault === 'object' && fault !== null) sendFault(response, fault);
    else if (apiKey !== null && request.headers['api-key'] !== apiKey)
      sendPlain(response, 401, 'Must provide an API key');
    else {
      send(response, 200, { result: perform(seen, fault), status: 'ok', time: 0.001 });
    }
  }

  function perform(seen: SeenRequest, fault: 'drop-answer' | 'acknowledge' | null): unknown {
    const answer = route(state, seen);
    if ('result' in answer) return finish(answer.result, fault);
    if (fault === 'acknowledge' || late.length > 0) {
      late.push({ after: requests.length + lag, write: answer.write });
      return { operation_id: requests.length, status: 'acknowledged' };
    }
    answer.write();
    return finish({ operation_id: requests.length, status: 'completed' }, fault);
  }

  async function start(): Promise<void> {
    const started = createServer((request, response) => {
      handle(request, response).catch((error: unknown) => sendError(response, error));
    });
    await new Promise<void>((resolve) => started.listen(port, '127.0.0.1', resolve));
    const address = started.address();
    port = typeof address === 'object' && address !== null ? address.port : port;
    server = started;
  }

  await start();
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    state,
    start,
    failWith(next) {
      decide = next;
    },
    async stop() {
      const stopped = server;
      server = null;
      await new Promise<void>((resolve) => {
        if (!stopped) return resolve();
        stopped.close(() => resolve());
        stopped.closeAllConnections();
      });
    },
  };
}

/** Thrown to end a connection whose request took effect. */
class AnswerLost extends Error {}

function finish(result: unknown, fault: 'drop-answer' | 'acknowledge' | null): unknown {
  if (fault === 'drop-answer') throw new AnswerLost();
  return result;
}

async function readRequest(request: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(z.instanceof(Buffer).parse(chunk));
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
  const bytes = Buffer.concat(chunks);
  if (bytes.length > largestBody) refuse(413, 'Payload too large');
  const body = bytes.length === 0 ? undefined : parseBody(bytes.toString('utf8'));
  return { method: request.method ?? '', path: pathname, query: search, body };
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text, (key, value: unknown) => {
      // The server's reader knows whole characters only.
      for (const part of [key, value]) {
        if (typeof part === 'string' && /\p{Surrogate}/u.test(part)) throw new SyntaxError('lone leading surrogate');
      }
      return value;
    });
  } catch (error) {
    return refuse(400, `Format error in JSON body: ${String(error)}`);
  }
}

function sendError(response: ServerResponse, error: unknown): void {
  if (error instanceof AnswerLost) {
    response.destroy();
    return;
  }
  const status = error instanceof Refusal ? error.status : 500;
  send(response, status, { status: { error: error instanceof Error ? error.message : String(error) }, time: 0 });
}

function sendFault(response: ServerResponse, { status, retryAfter }: { status: number; retryAfter?: number }): void {
  if (retryAfter !== undefined) response.setHeader('retry-after', String(retryAfter));
  send(response, status, { status: { error: `Service internal error: told to answer ${status}` }, time: 0 });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function sendPlain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' });
  response.end(text);
}
