import type { FileLock } from '../adapters/store/file-lock.ts';
import { holdServerLock } from '../adapters/store/server-lock.ts';
import { hasCode } from '../base/errors.ts';
import type { Config } from '../config.ts';
import type { HttpServer } from '../console/server.ts';
import type { WebChannel } from '../adapters/channels/web/channel.ts';
import { connectionLease } from './connections.ts';
import type { ReceiptDesk } from '../features/broadcasts/receipt-desk.ts';
import type { ChannelUse } from './channel-use.ts';
import { examine, type ExamineDeps, examineUse, type Finding, vitalParts } from './examine.ts';
import { warnOfReceivers } from './examine-forms.ts';
import { stoppedNote } from '../domain/job.ts';
import type { JobRunner } from '../ports/job-runner.ts';
import type { Rooms } from './rooms.ts';
import type { ServeDeps } from './serve.ts';
import { answerAndSend, keepHouse, type WorkDeps } from './work.ts';

export type ServingDeps = ExamineDeps & {
  config: Config;
  web: WebChannel;
  rooms: Rooms;
  /** Makes known the groups that the settings name, on platforms that tell of none. */
  followSettings: () => Promise<void>;
  receipts: ReceiptDesk;
  invites: ServeDeps['invites'];
  staff: ServeDeps['staff'];
  log: WorkDeps['log'];
  latency: ServeDeps['latency'];
  work: WorkDeps;
  jobs: Pick<JobRunner, 'stop'>;
  /** Keeps the channels connected until the signal. */
  keepConnected: (signal: AbortSignal) => Promise<void>;
};

export type Serving = {
  /** Resolves when everything is usable; `stopped` when the signal has come and all is put down. */
  serve(stop: AbortSignal): Promise<{ address: string; stopped: Promise<void> }>;
  /** Answers and sends until the signal, without serving pages or sending on its own: for the terminal. */
  work(stop: AbortSignal): Promise<void>;
  rooms: Rooms;
  examine(): Promise<Finding[]>;
  channelUse(): Promise<ChannelUse[]>;
  /** The parts the bot cannot do without, as they are now. */
  examineVital(): Promise<Finding[]>;
};

export function createServing(deps: ServingDeps): Serving {
  const { config, rooms, work } = deps;

  return {
    async serve(stop) {
      const lock = config.store.kind === 'sqlite' ? holdServerLock(config.dataDir) : null;
      try {
        await rooms.enrollNew();
        await deps.followSettings();
        await refresh(deps);
        if (lock) await releaseOfTheDead(deps);
        await work.sender.recover(lock !== null);
        await work.absence.end();
        // No command but this one answers over HTTP: the others come without the routes of it.
        const { createHttp } = await import('./serve.ts');
        const http = await createHttp({
          ...deps,
          groups: deps.web,
          receipts: deps.receipts,
          publicUrl: config.http.publicUrl,
          trustedProxies: config.http.trustedProxies,
          pagesDir: config.pagesDir,
          staffPagesDir: config.staffPagesDir,
          timeZone: config.timeZone,
        });
        const { port } = await http.listen(config.http.port, config.http.host);
        // What is in flight needs its connection until it is through.
        const sent = new AbortController();
        const sending = answerAndSend(work, stop).finally(() => sent.abort());
        const tending = [keepHouse(work, stop), deps.keepConnected(sent.signal), warnOfReceivers(deps)];
        const loops = Promise.all([sending, ...tending]);
        return { address: addressOf(config, port), stopped: putDown({ stop, http, loops, lock, jobs: deps.jobs }) };
      } catch (error) {
        lock?.release();
        throw error;
      }
    },
    async work(stop) {
      await rooms.enrollNew();
      await refresh(deps);
      // The terminal speaks for its group; platforms are the server's business.
      await answerAndSend({ ...work, sender: { ...work.sender, channels: [deps.web.id] } }, stop);
    },
    rooms,
    examineVital: () =>
      Promise.all(vitalParts(deps).map(({ name, check }) => check().catch((): Finding => failedCheck(name)))),
    channelUse: () => examineUse(deps),
    async examine() {
      await work.knowledge.refresh().catch((error: unknown) => {
        if (!hasCode(error, 'index/unavailable')) throw error;
      });
      return examine(deps);
    },
  };
}

function failedCheck(name: string): Finding {
  return { name, state: 'fail', detail: '检查时出错，详见日志', action: null };
}

/** On a file of its own this server follows at once whoever was killed. */
async function releaseOfTheDead({ store, now }: Pick<ServingDeps, 'store' | 'now'>): Promise<void> {
  const { messages, leases, jobs } = store;
  await messages.releaseAllConversations();
  await jobs.abandon({ at: now(), note: stoppedNote });
  await leases.releaseAll(connectionLease(''));
}

/** Without the engine that holds the passages the bot comes up all the same, and says so; its loops fill it when it is back. */
async function refresh({ work, index, log }: ServingDeps): Promise<void> {
  try {
    // An index behind a server may take long to fill: the loops do it, and the bot says so meanwhile.
    if (index.shared) await work.knowledge.readFolder();
    else await work.knowledge.refresh();
  } catch (error) {
    if (!hasCode(error, 'index/unavailable')) throw error;
    log.warn({ reason: error.message }, 'the index does not answer; it is tried again');
  }
}

type Running = {
  stop: AbortSignal;
  http: HttpServer;
  loops: Promise<unknown>;
  lock: FileLock | null;
  jobs: ServingDeps['jobs'];
};

async function putDown({ stop, http, loops, lock, jobs }: Running): Promise<void> {
  await untilAborted(stop);
  await Promise.all([http.close(), loops, jobs.stop()]);
  lock?.release();
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

function addressOf(config: Config, port: number): string {
  if (config.http.publicUrl !== null) return config.http.publicUrl.replace(/\/$/, '');
  const host = config.http.host.includes(':') ? `[${config.http.host}]` : config.http.host;
  return `http://${host === '127.0.0.1' ? 'localhost' : host}:${port}`;
}
