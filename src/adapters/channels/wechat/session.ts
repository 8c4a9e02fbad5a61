import { fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createGate } from './gate.ts';
import type { FromGateway, GatewayOptions, Say, ToGateway } from './wire.ts';

const farewellMs = 3_200;
const finishMs = 1_200;
const sayMs = 60_000;
/** The one who calls has a shorter deadline for a file, by its size. */
const sayFileMs = 15 * 60_000;
/** Gateways that beat at all do so every quarter of a minute. */
const silenceMs = 75_000;

/** Thrown by `say`; `begun`: the message may have left. */
export class SayError extends Error {
  override readonly name = 'SayError';
  readonly begun: boolean;

  constructor(reason: string, begun: boolean) {
    super(reason);
    this.begun = begun;
  }
}

export type SessionOptions = { entry: URL; stateDir: string; gateway: GatewayOptions };

/** One connection to the gateway, in a process of its own. */
export type Session = {
  /** Resolves with the exit of the process, however it came. */
  ended: Promise<void>;
  /** What the process printed last, for the log. */
  lastWords(): string;
  say(say: Say, signal: AbortSignal): Promise<string | null>;
  /** Ends it when it has told what it had read: within a second, or three with a farewell to the gateway. */
  stop(farewell: boolean): Promise<void>;
};

type Call = { resolve: (id: string | null) => void; reject: (error: SayError) => void };

export function openSession(options: SessionOptions, on: (message: FromGateway) => void): Session {
  const child = startProcess(options);
  const calls = new Map<number, Call>();
  const ended = createGate();
  const words = keepLastWords(child);
  const watch = watchSilence(() => on({ kind: 'trouble', reason: 'Watchdog: the gateway has fallen silent' }));
  let lastCall = 0;

  function settle(call: number, how: (waiting: Call) => void): void {
    const waiting = calls.get(call);
    calls.delete(call);
    if (waiting) how(waiting);
  }

  child.on('message', (message: FromGateway) => {
    watch.heard(message);
    if (message.kind === 'said') settle(message.call, ({ resolve }) => resolve(message.id));
    else if (message.kind === 'refused')
      settle(message.call, ({ reject }) => reject(new SayError(message.reason, true)));
    else on(message);
  });
  // Whatever ends it, its exit follows; a second error of a dead process must not end this one.
  child.on('error', () => {});
  child.once('close', () => {
    watch.end();
    for (const call of calls.keys())
      settle(call, ({ reject }) => reject(new SayError('the gateway process ended', true)));
    ended.open();
  });
  const tell = (message: ToGateway): boolean => child.connected && child.send(message, () => {});
  tell({ kind: 'start', options: options.gateway });

  return {
    ended: ended.passed,
    lastWords: words,

    say(say, signal) {
      lastCall += 1;
      const call = lastCall;
      const limit = AbortSignal.any([signal, AbortSignal.timeout(say.kind === 'file' ? sayFileMs : sayMs)]);
      return new Promise<string | null>((resolve, reject) => {
        if (signal.aborted || !child.connected) {
          reject(new SayError('not connected', false));
          return;
        }
        calls.set(call, { resolve, reject });
        const giveUp = (): void => settle(call, () => reject(new SayError('no answer in time', true)));
        limit.addEventListener('abort', giveUp, { once: true });
        tell({ kind: 'say', call, say });
      });
    },

    async stop(farewell) {
      const timer = setTimeout(() => child.kill('SIGKILL'), farewell ? farewellMs : finishMs);
      tell({ kind: 'stop', farewell });
      if (!child.connected) child.kill('SIGKILL');
      await ended.passed;
      clearTimeout(timer);
    },
  };
}

/** The service puppet keeps its caches below the home folder, under its token. */
function startProcess({ entry, stateDir }: SessionOptions): ReturnType<typeof fork> {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  return fork(entry, [], {
    env: { HOME: stateDir, USERPROFILE: stateDir, WECHATY_LOG: 'silent' },
    execArgv: ['--no-deprecation', '--max-semi-space-size=2'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

function keepLastWords(child: ReturnType<typeof fork>): () => string {
  let words = '';
  child.stderr?.on('data', (data: Buffer) => {
    words = (words + data.toString()).slice(-1_000);
  });
  return () => words;
}

/** Only who has beaten before can fall silent: some gateways never do. */
function watchSilence(silent: () => void): { heard(message: FromGateway): void; end(): void } {
  let timer: NodeJS.Timeout | undefined;
  let started = false;
  return {
    heard({ kind }) {
      if (kind === 'started') started = true;
      else if (started && (kind === 'alive' || timer !== undefined)) {
        clearTimeout(timer);
        timer = setTimeout(silent, silenceMs);
      }
    },
    end: () => clearTimeout(timer),
  };
}
