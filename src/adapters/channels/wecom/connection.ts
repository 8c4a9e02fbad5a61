import type { WSClient } from '@wecom/aibot-node-sdk';
import { pause } from '../../../base/pause.ts';
import type { ChannelState } from '../../../ports/channel.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';
import { backoffMs } from '../backoff.ts';
import { type Ending, type Heard, type Link, openLink, type WecomAccount } from './link.ts';
import type { Sdk } from './load.ts';

export type State = { state: ChannelState; detail: string };

export type ConnectionDeps = {
  account: WecomAccount;
  clock: Clock;
  log: Log;
  heard: (client: WSClient) => Omit<Heard, 'up'>;
  /** Resolves when nothing that was sent waits for its answer. */
  idle: () => Promise<void>;
};

/** Keeps the bot connected by replacing a connection that broke. */
export type Keeper = {
  run(sdk: Sdk, signal: AbortSignal): Promise<void>;
  state(): State;
  /** Null while the bot is not let in. */
  client(): WSClient | null;
  /** A send has shown that the account is refused. */
  refused(sentence: string): void;
};

/** A connection that lasted so long starts the waits from the beginning. */
const steadyMs = 10_000;
/** For the answers to what was sent right before the end; the library waits five seconds for each. */
const farewellMs = 3_000;

const idle: State = { state: 'idle', detail: '没有连接' };
const connecting: State = { state: 'degraded', detail: '正在连接企业微信' };
const up: State = { state: 'up', detail: '已连接，正在接收消息。' };
const taken: State = {
  state: 'down',
  detail:
    '另一个程序用同一个 BotID 连上了企业微信，这里被断开；一个机器人只能有一个连接。请停掉另一个（或给它换一个机器人），再重新启动。',
};

export function createKeeper(deps: ConnectionDeps): Keeper {
  let state = idle;
  let link: Link | null = null;
  let isIn = false;

  /** One connection, from its beginning to its end; null = it was told to stop. */
  async function hold(sdk: Sdk, signal: AbortSignal): Promise<{ ending: Ending; lastedMs: number } | null> {
    let since: number | null = null;
    const opened = openLink(
      sdk,
      deps,
      listenerOf(() => (since = deps.clock.now())),
    );
    link = opened;
    const stop = whenAborted(signal);
    const ending = await Promise.race([opened.over, stop.passed]);
    stop.forget();
    if (ending === null) await farewell(deps);
    isIn = false;
    link = null;
    opened.end({ kind: 'lost', reason: 'stopped' });
    return ending && { ending, lastedMs: since === null ? 0 : deps.clock.now() - since };
  }

  function listenerOf(begun: () => void): Heard {
    // The client is there before anything can be heard of it.
    const heard = (): Omit<Heard, 'up'> | null => link && deps.heard(link.client);
    return {
      up() {
        begun();
        isIn = true;
        state = up;
        deps.log.info({}, 'connected to WeCom');
      },
      message: (frame) => heard()?.message(frame),
      pressed: (frame) => heard()?.pressed(frame),
      entered: (frame) => heard()?.entered(frame),
    };
  }

  async function keep(sdk: Sdk, signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      const held = await hold(sdk, signal);
      if (held === null) return;
      state = stateAfter(held.ending);
      // Coming back would take the bot away from the other one, and so on for ever.
      if (held.ending.kind === 'taken') return void (await whenAborted(signal).passed);
      if (held.ending.kind === 'refused') return;
      failures = held.lastedMs >= steadyMs ? 0 : failures + 1;
      deps.log.warn({ reason: held.ending.reason, failures }, 'the connection to WeCom is replaced');
      await pause(backoffMs(failures), signal);
    }
  }

  return {
    state: () => state,
    client: () => (isIn ? (link?.client ?? null) : null),
    refused: (sentence) => link?.end({ kind: 'refused', sentence }),
    async run(sdk, signal) {
      state = connecting;
      await keep(sdk, signal);
      if (signal.aborted) state = idle;
    },
  };
}

function stateAfter(ending: Ending): State {
  switch (ending.kind) {
    case 'taken':
      return taken;
    case 'refused':
      return { state: 'down', detail: ending.sentence };
    case 'lost':
      return { state: 'degraded', detail: '与企业微信断开了，正在重连；一直这样请检查网络。' };
  }
}

async function farewell({ idle: allAnswered }: ConnectionDeps): Promise<void> {
  const done = new AbortController();
  await Promise.race([allAnswered(), pause(farewellMs, done.signal)]);
  done.abort();
}

/** Null when the signal has come; `forget`: nothing hangs on it any more. */
function whenAborted(signal: AbortSignal): { passed: Promise<null>; forget: () => void } {
  let come = (): void => {};
  const passed = new Promise<null>((resolve) => {
    come = () => resolve(null);
  });
  if (signal.aborted) come();
  signal.addEventListener('abort', come, { once: true });
  return { passed, forget: () => signal.removeEventListener('abort', come) };
}
