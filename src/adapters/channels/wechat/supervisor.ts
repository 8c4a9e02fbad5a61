import { createWake } from '../../../base/wake.ts';
import type { ChannelState } from '../../../ports/channel.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';
import { backoffMs } from '../backoff.ts';
import { isDead, isLoggedOut, refusalOf } from './errors.ts';
import type { Session } from './session.ts';
import type { Account, FromGateway } from './wire.ts';

/** From the start of a process to the gateway's answer, or to a login. */
const patienceMs = 20_000;
/** A connection that lasted so long starts the waits from the beginning. */
const steadyMs = 10_000;
/** What a person must mend is looked at again now and then: a renewed token works without a restart. */
const refusedMs = 5 * 60_000;

export type Link = { state: ChannelState; detail: string };
export type Login = { session: Session; account: Account };

export type SupervisorDeps = {
  open: (on: (message: FromGateway) => void) => Session;
  /** What a logged-in connection hands over. */
  receive: (message: FromGateway, account: Account) => void;
  clock: Clock;
  log: Log;
};

/** Keeps one connection alive by replacing it: wechaty does not come back from a broken one. */
export type Supervisor = {
  run(signal: AbortSignal): Promise<void>;
  link(): Link;
  /** Null while nobody is logged in. */
  login(): Login | null;
  /** What a send has shown of the connection; a dead one is replaced. */
  heard(reason: string): void;
};

type Ending = { reason: string; lastedMs: number };
/** What is known of the connection that is held; `since`: its login. */
type Held = {
  account: Account | null;
  started: boolean;
  over: boolean;
  since: number;
  finish: (reason: string) => void;
};

const processEnded = 'the gateway process ended';
const searching = '正在连接微信网关';
const mustScan = '微信没有登录，请在网关那边用手机微信扫码登录。';

export function createSupervisor({ open, receive, clock, log }: SupervisorDeps): Supervisor {
  let link: Link = { state: 'idle', detail: '没有连接' };
  let login: Login | null = null;
  let current: Held | null = null;

  function hear(held: Held, session: Session, message: FromGateway): void {
    switch (message.kind) {
      case 'started':
        held.started = true;
        break;
      case 'login':
        // It may come late, from a connection that is being put down.
        if (held.over) break;
        held.account = message.account;
        held.since = clock.now();
        login = { session, account: message.account };
        link = { state: 'up', detail: '已登录' };
        log.info({}, 'logged in to WeChat');
        break;
      case 'logout':
        held.finish('logout');
        break;
      case 'scan':
        if (login === null && !held.over) link = { state: 'down', detail: mustScan };
        break;
      case 'trouble':
        log.warn({ reason: message.reason }, 'the gateway of WeChat has a trouble');
        if (isDead(message.reason)) held.finish(message.reason);
        break;
      default:
        if (held.account !== null) receive(message, held.account);
    }
  }

  /** One connection, from its beginning to its end. */
  async function hold(signal: AbortSignal): Promise<Ending> {
    const { held, over } = createHeld(clock.now());
    const session = open((message) => hear(held, session, message));
    current = held;
    const patience = setTimeout(() => losePatience(held), patienceMs);
    const stop = (): void => held.finish('stopped');
    signal.addEventListener('abort', stop, { once: true });
    void session.ended.then(() => held.finish(processEnded));

    const reason = await over;
    clearTimeout(patience);
    signal.removeEventListener('abort', stop);
    login = null;
    link = linkAfter(reason, link);
    await close(session, reason);
    return { reason, lastedMs: held.account === null ? 0 : clock.now() - held.since };
  }

  /** A gateway that does not even start is dead; one that nobody has logged in to waits for a person. */
  function losePatience(held: Held): void {
    if (!held.started) held.finish('qingyu: no answer from the gateway process');
    else if (login === null) link = { state: 'down', detail: mustScan };
  }

  /** The folder cannot be written, or the system gives no process. */
  function cannotStart(error: unknown): Ending {
    log.error({ reason: String(error) }, 'the process of the WeChat gateway cannot be started');
    link = { state: 'down', detail: '微信渠道的进程起不来，请检查 DATA_DIR 能不能写、内存够不够。' };
    return { reason: processEnded, lastedMs: 0 };
  }

  /** What it has read before the end still comes in. To a dead gateway nobody says goodbye. */
  async function close(session: Session, reason: string): Promise<void> {
    if (reason === processEnded)
      log.warn({ words: session.lastWords() }, 'the process of the WeChat gateway ended by itself');
    await session.stop(!isDead(reason));
  }

  return {
    link: () => link,
    login: () => login,
    heard(reason) {
      if (isDead(reason) || isLoggedOut(reason)) current?.finish(reason);
    },

    async run(signal) {
      let failures = 0;
      link = { state: 'degraded', detail: searching };
      while (!signal.aborted) {
        const { reason, lastedMs } = await hold(signal).catch(cannotStart);
        if (signal.aborted) break;
        failures = lastedMs >= steadyMs ? 0 : failures + 1;
        log.warn({ reason, failures }, 'the connection to WeChat is replaced');
        await createWake().sleep(refusalOf(reason) === null ? backoffMs(failures) : refusedMs, signal);
      }
      link = { state: 'idle', detail: '没有连接' };
    },
  };
}

function createHeld(since: number): { held: Held; over: Promise<string> } {
  const held: Held = { account: null, started: false, over: false, since, finish: () => {} };
  const over = new Promise<string>((resolve) => {
    held.finish = (reason) => {
      held.over = true;
      resolve(reason);
    };
  });
  return { held, over };
}

/** A refusal stays in sight until somebody is logged in again. */
function linkAfter(reason: string, before: Link): Link {
  const refusal = refusalOf(reason);
  if (refusal !== null) return { state: 'down', detail: refusal };
  if (before.state === 'down') return before;
  const loggedOut = reason === 'logout' || isLoggedOut(reason);
  return { state: 'degraded', detail: loggedOut ? '微信退出了登录，正在重连' : '与微信网关断开了，正在重连' };
}
