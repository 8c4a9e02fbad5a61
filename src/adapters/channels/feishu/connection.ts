import { pause } from '../../../base/pause.ts';
import type { Connection } from '../../../ports/channel.ts';
import { readMe } from './account.ts';
import type { FeishuApi } from './api.ts';
import { createDoor, type Door, type DoorDeps } from './door.ts';
import { connectionSentence, isAuth, refusalOf } from './errors.ts';
import type { HealthNote } from './health.ts';
import { missingPackage } from './load.ts';
import { holdSession } from './session.ts';
import { backoffMs } from '../backoff.ts';

export type ConnectionDeps = DoorDeps & { api: FeishuApi; health: HealthNote; recheckMs: number };

/** What is being stored when the signal comes is given that long; the platform brings the rest again. */
const storeGraceMs = 2_000;

export function createConnection(deps: ConnectionDeps): Connection {
  return {
    async run(signal) {
      const { health, log } = deps;
      const missing = missingPackage();
      if (missing !== null) return health.note('down', missing);
      health.note('degraded', '正在连接飞书。');
      try {
        await connect(deps, signal);
      } catch (error) {
        log.error({ err: error }, 'the connection to 飞书 ended by a fault of the bot itself');
        health.note('down', '连接意外中断，请看日志并重新启动。');
      }
      if (health.read().state !== 'down') health.note('idle', '已断开。');
    },
  };
}

async function connect(deps: ConnectionDeps, signal: AbortSignal): Promise<void> {
  let door: Door | null = null;
  let failures = 0;
  const onOpen = (): void => {
    failures = 0;
    deps.health.note('up', '长连接已建立，正在接收消息。');
  };
  while (!signal.aborted) {
    try {
      door ??= await open(deps, signal);
      await holdWatched({ ...deps, door }, signal, onOpen);
      if (!signal.aborted) deps.health.note('degraded', '和飞书的长连接断了，正在重连。');
    } catch (error) {
      if (signal.aborted) break;
      deps.health.note(isAuth(error) ? 'down' : 'degraded', connectionSentence(error));
      deps.log.warn({ err: error, failures }, 'no connection to 飞书');
      if (isAuth(error)) break;
      failures += 1;
      await pause(refusalOf(error)?.retryAfterMs ?? backoffMs(failures), signal);
    }
  }
  if (door !== null) await idleWithin(door, storeGraceMs);
}

/** A connection stays open also when the app is refused, and tells nothing of it when somebody has mended that. */
async function holdWatched(
  deps: ConnectionDeps & { door: Door },
  signal: AbortSignal,
  onOpen: () => void,
): Promise<void> {
  const over = new AbortController();
  const watching = recheck(deps, AbortSignal.any([signal, over.signal]));
  try {
    await holdSession(deps, signal, onOpen);
  } finally {
    over.abort();
    await watching;
  }
}

async function recheck({ api, health, log, recheckMs }: ConnectionDeps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await pause(recheckMs, signal);
    if (signal.aborted || !health.isRefused()) continue;
    try {
      await readMe(api, signal);
      health.taken();
    } catch (error) {
      log.debug({ err: error }, 'the app of 飞书 is still refused, or cannot be asked about');
    }
  }
}

async function open(deps: ConnectionDeps, signal: AbortSignal): Promise<Door> {
  const me = await readMe(deps.api, signal);
  deps.health.noteAccount(me.name || me.openId);
  return createDoor(deps, me);
}

async function idleWithin(door: Door, ms: number): Promise<void> {
  const enough = new AbortController();
  await Promise.race([door.idle(), pause(ms, enough.signal)]);
  enough.abort();
}
