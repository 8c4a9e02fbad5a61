import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { cleanEnvironment } from './run-command.ts';

const main = 'dist/main.js';
const readyMs = 60_000;

export type RunningProcess = {
  /** Address of the web server, without a path. */
  url: string;
  port: number;
  /** Sends a signal; resolves with the exit code (null when the signal itself ended it). */
  end(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<{ code: number | null }>;
  /** What it said so far, both streams. */
  output(): string;
};

/** Starts the built program as a user does, on loopback, with settings of the test's own; resolves when it is ready. */
export async function startProcess(settings: Record<string, string>): Promise<RunningProcess> {
  if (!existsSync(main)) throw new Error(`${main} is missing; run npm run build first`);
  const env = cleanEnvironment({ HOST: '127.0.0.1', ...settings });
  const child = spawn(process.execPath, [main, 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  child.stderr.on('data', (data: Buffer) => said.push(data.toString()));

  const url = await readAddress(child, said);
  return {
    url,
    port: Number(new URL(url).port),
    output: () => said.join(''),
    end: (signal) => end(child, signal),
  };
}

async function readAddress(child: ChildProcess, said: string[]): Promise<string> {
  if (child.stdout === null) throw new Error('no output');
  const late = setTimeout(() => child.kill('SIGKILL'), readyMs);
  let port = '';
  let ready = false;
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(`${line}\n`);
    port = /网页群：http:\/\/[^:]+:(\d+)\//u.exec(line)?.[1] ?? port;
    ready = line.startsWith('已就绪');
    if (ready) break;
  }
  clearTimeout(late);
  child.stdout.on('data', (data: Buffer) => said.push(data.toString()));
  if (!ready || port === '') throw new Error(`the process did not become ready:\n${said.join('')}`);
  return `http://127.0.0.1:${port}`;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<{ code: number | null }> {
  if (child.exitCode !== null || child.signalCode !== null) return { code: child.exitCode };
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
  return { code: child.exitCode };
}
