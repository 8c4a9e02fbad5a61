import type { FileLock } from '../adapters/store/file-lock.ts';
import { holdServerLock } from '../adapters/store/server-lock.ts';
import type { Config } from '../config.ts';
import type { HttpServer } from '../console/server.ts';
import type { WebChannel } from '../adapters/channels/web/channel.ts';
import { examine, type ExamineDeps, type Finding } from './examine.ts';
import type { Rooms } from './rooms.ts';
import { createHttp } from './serve.ts';
import { answerAndSend, keepHouse, type WorkDeps } from './work.ts';

export type ServingDeps = Omit<ExamineDeps, 'channels'> & {
  config: Config;
  web: WebChannel;
  rooms: Rooms;
  log: WorkDeps['log'];
  work: WorkDeps;
};

export type Serving = {
  /** Resolves when everything is usable; `stopped` when the signal has come and all is put down. */
  serve(stop: AbortSignal): Promise<{ address: string; stopped: Promise<void> }>;
  /** Answers and sends until the signal, without serving pages or sending on its own: for the terminal. */
  work(stop: AbortSignal): Promise<void>;
  rooms: Rooms;
  examine(): Promise<Finding[]>;
};

export function createServing(deps: ServingDeps): Serving {
  const { config, store, rooms, work } = deps;
  const parts = { ...deps, channels: [deps.web] };

  return {
    async serve(stop) {
      const lock = config.store.kind === 'sqlite' ? holdServerLock(config.dataDir) : null;
      try {
        await rooms.enrollNew();
        await work.knowledge.refresh();
        if (lock) await store.messages.releaseAllConversations();
        await work.sender.recover(lock !== null);
        const http = await createHttp({
          ...parts,
          groups: deps.web,
          publicUrl: config.http.publicUrl,
          pagesDir: config.pagesDir,
        });
        const { port } = await http.listen(config.http.port, config.http.host);
        const loops = Promise.all([answerAndSend(work, stop), keepHouse(work, stop)]);
        return { address: addressOf(config, port), stopped: putDown({ stop, http, loops, lock }) };
      } catch (error) {
        lock?.release();
        throw error;
      }
    },
    async work(stop) {
      await rooms.enrollNew();
      await work.knowledge.refresh();
      await answerAndSend(work, stop);
    },
    rooms,
    async examine() {
      await work.knowledge.refresh();
      return examine(parts);
    },
  };
}

type Running = { stop: AbortSignal; http: HttpServer; loops: Promise<unknown>; lock: FileLock | null };

async function putDown({ stop, http, loops, lock }: Running): Promise<void> {
  await untilAborted(stop);
  await Promise.all([http.close(), loops]);
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
