import { startAndKill } from '../../support/killed-process.ts';
import { type RunningProcess, startProcess } from '../../support/start-process.ts';

/** Built bots on one store, each a process of its own. */
export type Fleet = {
  /** One at random, wherever it is; its number. */
  kill(): Promise<number>;
  /** Starts it again; resolves when it is ready. */
  restart(worker: number): Promise<void>;
  /** Starts it and kills it again after so many milliseconds. */
  killInStart(worker: number, ms: number): Promise<void>;
  /** Ends them as an operator does; throws when one does not end well. */
  stop(): Promise<void>;
  /** Ends what is left. */
  abandon(): Promise<void>;
};

export type FleetOptions = {
  workers: number;
  random: () => number;
  settingsOf: (worker: number) => Record<string, string>;
};

export async function startFleet({ workers, random, settingsOf }: FleetOptions): Promise<Fleet> {
  const running = new Map<number, RunningProcess>();
  const start = async (worker: number): Promise<void> => {
    running.set(worker, await startProcess(settingsOf(worker)));
  };
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<(number | null)[]> => {
    const ends = await Promise.all([...running.values()].map((process) => process.end(signal)));
    running.clear();
    return ends.map(({ code }) => code);
  };
  try {
    // The first one makes the tables; the others find them.
    for (let worker = 0; worker < workers; worker += 1) await start(worker);
  } catch (error) {
    await end('SIGKILL');
    throw error;
  }

  return {
    async kill() {
      const worker = Math.floor(random() * workers);
      const ended = await running.get(worker)?.end('SIGKILL');
      running.delete(worker);
      if (ended?.code !== null) throw new Error(`进程 ${worker} 在被杀之前自己结束了`);
      return worker;
    },
    restart: start,
    killInStart: (worker, ms) => startAndKill(settingsOf(worker), ms),
    async stop() {
      const codes = await end('SIGTERM');
      if (codes.some((code) => code !== 0)) throw new Error(`正常停机没有成功：${codes.join('、')}`);
    },
    abandon: async () => void (await end('SIGKILL')),
  };
}
