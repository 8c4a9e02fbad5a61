import type { WSClient } from '@wecom/aibot-node-sdk';
import type { Log } from '../../../ports/log.ts';
import { refusalOf } from './errors.ts';
import type { Sdk } from './load.ts';

/** The account and where it connects; `wsUrl` null = the platform's own address. */
export type WecomAccount = { botId: string; secret: string; wsUrl: string | null };

/** Why a connection is over. `refused`: a person must act; `taken`: another program has connected as this bot. */
export type Ending = { kind: 'refused'; sentence: string } | { kind: 'taken' } | { kind: 'lost'; reason: string };

/** What a connection hands over, as it came. */
export type Heard = {
  up(): void;
  message(frame: unknown): void;
  pressed(frame: unknown): void;
  entered(frame: { headers: { req_id: string } }): void;
};

/** One connection. A broken one is replaced, never mended: so nobody else reconnects, and each wait is our own. */
export type Link = {
  client: WSClient;
  over: Promise<Ending>;
  /** Puts it down; what was sent and not answered is unknown from then on. */
  end(ending: Ending): void;
};

const heartbeatMs = 30_000;
const handshakeMs = 10_000;
/** From the first packet to being let in. */
const patienceMs = 20_000;

export function openLink(sdk: Sdk, { account, log }: { account: WecomAccount; log: Log }, heard: Heard): Link {
  const { botId, secret, wsUrl } = account;
  const client = new sdk.WSClient({
    botId,
    secret,
    ...(wsUrl === null ? {} : { wsUrl }),
    maxReconnectAttempts: 0,
    maxAuthFailureAttempts: 0,
    heartbeatInterval: heartbeatMs,
    wsOptions: { handshakeTimeout: handshakeMs, maxPayload: 4 * 1024 * 1024 },
    logger: quiet(log, secret),
  });
  const { over, end } = createEnd(client);
  const patience = setTimeout(() => end({ kind: 'lost', reason: 'no answer in time' }), patienceMs);
  void over.then(() => clearTimeout(patience));
  listen(client, { heard, end, isIn: () => clearTimeout(patience) });
  client.connect();
  return { client, over, end };
}

function createEnd(client: WSClient): Pick<Link, 'over' | 'end'> {
  let resolve: (ending: Ending) => void = () => {};
  const over = new Promise<Ending>((done) => {
    resolve = done;
  });
  return {
    over,
    end(ending) {
      resolve(ending);
      client.disconnect();
    },
  };
}

type Ear = { heard: Heard; end: Link['end']; isIn: () => void };

/** The first that is heard of an end counts. */
function listen(client: WSClient, { heard, end, isIn }: Ear): void {
  let reason = 'closed';
  client.on('authenticated', () => {
    isIn();
    heard.up();
  });
  client.on('error', (error) => {
    const refusal = refusalOf(error);
    if (refusal?.sentence) end({ kind: 'refused', sentence: refusal.sentence });
    else if ('code' in error && error.code === 'WS_RECONNECT_EXHAUSTED') end({ kind: 'lost', reason });
    else reason = error.message.slice(0, 200);
  });
  client.on('event.disconnected_event', () => end({ kind: 'taken' }));
  client.on('disconnected', () => end({ kind: 'lost', reason }));
  client.on('message', (frame) => heard.message(frame));
  client.on('event.template_card_event', (frame) => heard.pressed(frame));
  client.on('event.enter_chat', (frame) => heard.entered(frame));
}

/** Members' words stand behind what the library says, and more in what it says for debugging. */
function quiet(log: Log, secret: string): Record<'debug' | 'info' | 'warn' | 'error', (said: string) => void> {
  const pass = (said: string): void =>
    log.debug({ said: said.replaceAll(secret, '…').slice(0, 200) }, 'the library of WeCom says');
  return { debug: () => {}, info: () => {}, warn: pass, error: pass };
}
