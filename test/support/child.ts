import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export type Child = {
  /** What it has printed so far, line by line. */
  lines: readonly string[];
  /** Resolves when a line begins with `start`; rejects when the process ends before. */
  line(start: string): Promise<string>;
  /** Resolves when it has printed `count` lines, or has ended. */
  printed(count: number): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with the exit code, null after a signal, when everything printed was read. */
  ended: Promise<number | null>;
  /** What it has complained of so far. */
  complaints(): string;
};

/** Runs a built script as a process of its own; its first argument is JSON. */
export function startChild(script: string, argument: object): Child {
  const child = spawn(process.execPath, [script, JSON.stringify(argument)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const complaints: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => complaints.push(text));
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const notify = (): void => {
    for (const look of waiting) look();
  };
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => {
    lines.push(line);
    notify();
  });
  const state = { ended: false };
  const ended = endOf(child, reader).finally(() => {
    state.ended = true;
    notify();
  });

  const until = <T>(look: () => T | undefined): Promise<T> =>
    new Promise((resolve, reject) => {
      const check = (): void => {
        const found = look();
        if (found === undefined && !state.ended) return;
        waiting.delete(check);
        if (found === undefined)
          reject(new Error(`the process ended after: ${lines.join(' | ')}\n${complaints.join('')}`));
        else resolve(found);
      };
      waiting.add(check);
      check();
    });

  return {
    lines,
    line: (start) => until(() => lines.find((line) => line.startsWith(start))),
    printed: async (count) => {
      await until(() => (lines.length >= count || state.ended ? true : undefined));
    },
    kill: (signal) => child.kill(signal),
    ended,
    complaints: () => complaints.join(''),
  };
}

/** Kills them all with -9 and resolves when they are gone; throws with what it said when one had ended by itself. */
export async function killAll(children: readonly Child[]): Promise<void> {
  for (const child of children) child.kill('SIGKILL');
  for (const { ended, lines, complaints } of children) {
    const code = await ended;
    if (code !== null)
      throw new Error(`a process ended by itself with ${code} after: ${lines.slice(-5).join(' | ')}\n${complaints()}`);
  }
}

async function endOf(child: ChildProcess, reader: NodeJS.EventEmitter): Promise<number | null> {
  const [[code]] = await Promise.all([once(child, 'close'), once(reader, 'close')]);
  return typeof code === 'number' ? code : null;
}
