import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { SSEStreamingApi } from 'hono/streaming';
import type { Log } from '../ports/log.ts';
import type { HttpEnv } from './http-env.ts';

/** Proxies close a connection that is silent for a minute; a dead browser is noticed by the same write. */
const heartbeatMs = 15_000;
/** How long a browser waits before it connects again. */
const retryMs = 1_000;

type ServerEvent = { id: number; data: string };

export type EventSource<T> = {
  log: Log;
  /** What to send until the signal aborts. */
  follow(signal: AbortSignal): AsyncIterable<readonly T[]>;
  /** One line of `data`; `id` is what the browser names when it comes back. */
  toEvent(item: T): ServerEvent;
  /** Nothing more is sent. */
  ended(): void;
};

/** Server-sent events until the browser leaves or the server closes. */
export function streamEvents<T>(context: Context<HttpEnv>, source: EventSource<T>): Response {
  const closing = context.get('closing');
  context.header('X-Accel-Buffering', 'no');
  if (context.req.method === 'HEAD') {
    source.ended();
    return context.body(null, 200, { 'Content-Type': 'text/event-stream' });
  }
  return streamSSE(context, async (stream) => {
    const leave = new AbortController();
    const end = (): void => leave.abort();
    stream.onAbort(end);
    closing.addEventListener('abort', end);
    const heartbeat = setInterval(() => void stream.write(':\n\n'), heartbeatMs);
    try {
      await stream.write(`retry: ${retryMs}\n\n`);
      if (!closing.aborted) await sendAll(stream, source, leave.signal);
    } catch (error) {
      source.log.warn({ err: error }, 'event stream broke off');
    } finally {
      source.ended();
      clearInterval(heartbeat);
      closing.removeEventListener('abort', end);
    }
  });
}

/** One write for all that has come, however much it is. */
async function sendAll<T>(stream: SSEStreamingApi, source: EventSource<T>, signal: AbortSignal): Promise<void> {
  for await (const items of source.follow(signal)) await stream.write(items.map(source.toEvent).map(format).join(''));
}

function format({ id, data }: ServerEvent): string {
  return `id: ${id}\ndata: ${data}\n\n`;
}
