import { pause } from '../../../base/pause.ts';
import type { Log } from '../../../ports/log.ts';
import { type FeishuApi, silentLogger } from './api.ts';
import type { Door } from './door.ts';
import { createHttp } from './http.ts';

export type SessionDeps = { api: FeishuApi; door: Door; log: Log };

const handshakeMs = 5_000;
/** After a ping of the SDK, which comes as often as the platform says. */
const pongSeconds = 10;
const lookEveryMs = 250;

/**
 * Holds one long connection until it breaks or the signal comes; `onOpen` when it is there. Throws an `ApiError`, or what
 * the SDK says, when it did not come about.
 *
 * The SDK's own reconnecting waits up to two minutes, gives up when the platform is busy, and tells neither of a first
 * attempt that failed nor of a secret that is refused. So each connection is a client of its own, and a new one comes after it.
 */
export async function holdSession(
  { api, door, log }: SessionDeps,
  signal: AbortSignal,
  onOpen: () => void,
): Promise<void> {
  const { WSClient, EventDispatcher } = await api.sdk();
  const { appId, appSecret, domain } = api.app;
  const eventDispatcher = new EventDispatcher({ logger: silentLogger, loggerLevel: 0 }).register(door.handlers);
  let refused: unknown = null;
  const http = createHttp(signal);
  const httpInstance: typeof http = {
    ...http,
    request: (options) =>
      http.request(options).catch((error: unknown) => {
        refused = error;
        throw error;
      }),
  };
  let client: InstanceType<typeof WSClient> | null = null;
  try {
    await new Promise<void>((resolve, reject) => {
      const end = (): void => resolve();
      signal.addEventListener('abort', end, { once: true });
      const settle = (settled: () => void): void => {
        signal.removeEventListener('abort', end);
        settled();
      };
      client = new WSClient({
        appId,
        appSecret,
        domain,
        httpInstance,
        logger: {
          ...silentLogger,
          error: (...said: unknown[]) => log.warn({ said: wordsIn(said) }, 'the SDK of 飞书 has a fault to tell'),
        },
        loggerLevel: 1,
        autoReconnect: false,
        handshakeTimeoutMs: handshakeMs,
        wsConfig: { pingTimeout: pongSeconds },
        onReady: () => settle(resolve),
        onError: (error) => settle(() => reject(refused instanceof Error ? refused : error)),
      });
      if (signal.aborted) return end();
      void client.start({ eventDispatcher });
    });
    if (signal.aborted) return;
    onOpen();
    while (isOpen(client) && !signal.aborted) await pause(lookEveryMs, signal);
  } finally {
    close(client);
  }
}

/** Of its errors our own tell, without the token that is in them. */
function wordsIn(said: readonly unknown[]): string {
  return said
    .flat()
    .filter((part) => typeof part === 'string')
    .join(' ');
}

type Client = { getConnectionStatus(): { state: string }; close(how: { force: boolean }): void };

function isOpen(client: Client | null): boolean {
  return client?.getConnectionStatus().state === 'connected';
}

function close(client: Client | null): void {
  client?.close({ force: true });
}
