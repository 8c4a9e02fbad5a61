import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { cleanEnvironment } from './run-command.ts';

/** Starts the program and kills it with -9 after so many milliseconds, wherever it is then. */
export async function startAndKill(settings: Record<string, string>, ms: number): Promise<void> {
  const child = spawn(process.execPath, ['dist/main.js', 'start'], {
    env: cleanEnvironment(settings),
    stdio: 'ignore',
  });
  const closed = once(child, 'close');
  await setTimeout(ms);
  child.kill('SIGKILL');
  await closed;
}

/** Numbers from 0 to 1 that look random and come again with the same seed. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
