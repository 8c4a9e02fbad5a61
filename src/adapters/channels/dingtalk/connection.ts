import { pause } from '../../../base/pause.ts';
import type { Connection } from '../../../ports/channel.ts';
import type { Log } from '../../../ports/log.ts';
import type { DingtalkApi } from './api.ts';
import { connectionSentence, isFinal } from './errors.ts';
import type { Frame } from './frames.ts';
import type { HealthNote } from './health.ts';
import { followStream, type Stream, type StreamEnd, type StreamTiming } from './stream.ts';
import { backoffMs } from '../backoff.ts';

export type ConnectionDeps = {
  api: DingtalkApi;
  health: HealthNote;
  log: Log;
  take: (frame: Frame) => Promise<boolean>;
  timing: StreamTiming;
};

export type StreamConnection = Connection & {
  /** Begins anew, which shows whether the account is still known. */
  renew(): void;
};

const handshakeMs = 10_000;
const mostFrameBytes = 4 * 1024 * 1024;
const connectedSentence = '已连接，正在接收消息。';

export function createConnection(deps: ConnectionDeps): StreamConnection {
  const open: { stream: Stream | null } = { stream: null };
  return {
    renew: () => open.stream?.renew(),
    async run(signal) {
      deps.health.note('degraded', '正在连接钉钉。');
      try {
        await keepConnected(deps, open, signal);
      } catch (error) {
        deps.log.error({ err: error }, 'the connection to DingTalk ended by a fault of the bot itself');
        deps.health.note('down', '连接意外中断，请看日志并重新启动。');
      }
      if (deps.health.read().state !== 'down') deps.health.note('idle', '已断开。');
    },
  };
}

/** One connection after the other until the signal, or until the account is refused. */
async function keepConnected(deps: ConnectionDeps, open: { stream: Stream | null }, signal: AbortSignal) {
  for (let failures = 0; !signal.aborted;) {
    try {
      const { end, heard } = await connectOnce(deps, open, signal);
      failures = heard ? 0 : failures + 1;
      await afterEnd(deps, { end, failures }, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (isFinal(error)) return deps.health.note('down', connectionSentence(error));
      failures += 1;
      trouble(deps, connectionSentence(error));
      deps.log.warn({ err: error, failures }, 'DingTalk opens no stream; trying again');
      await pause(backoffMs(failures), signal);
    }
  }
}

async function connectOnce(
  { api, health, take, timing }: ConnectionDeps,
  open: { stream: Stream | null },
  signal: AbortSignal,
) {
  const [{ endpoint, ticket }, { WebSocket }] = await Promise.all([api.openStream(signal), import('ws')]);
  const url = new URL(endpoint);
  url.searchParams.set('ticket', ticket);
  const socket = new WebSocket(url, {
    handshakeTimeout: handshakeMs,
    maxPayload: mostFrameBytes,
    perMessageDeflate: false,
  });
  const opened = (): void => health.note('up', connectedSentence);
  open.stream = followStream(socket, { take, opened, timing }, signal);
  try {
    return await open.stream.ended;
  } finally {
    open.stream = null;
  }
}

/** The platform asks to come again when it moves house; more than once without a word in between is a failure. */
async function afterEnd(deps: ConnectionDeps, of: { end: StreamEnd; failures: number }, signal: AbortSignal) {
  const { end, failures } = of;
  if (end === 'stopped' || (end === 'asked' && failures <= 1)) return;
  trouble(deps, end === 'silent' ? '钉钉很久没有动静，正在重新连接。' : '和钉钉的连接断了，正在重新连接。');
  deps.log.warn({ end, failures }, 'the stream of DingTalk ended; connecting again');
  await pause(backoffMs(failures + 1), signal);
}

/** Whoever is refused stays so until a connection shows otherwise. */
function trouble({ health }: ConnectionDeps, detail: string): void {
  if (health.read().state !== 'down') health.note('degraded', detail);
}
