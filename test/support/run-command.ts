import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { variableNames } from '../../src/config/settings.ts';

export type Ran = { code: number | null; stdout: string; stderr: string };

export type Run = { settings?: Record<string, string>; input?: string };

/** Runs the built program with these words until it ends, as a script does; settings of the machine do not reach it. */
export async function runCommand(words: readonly string[], { settings = {}, input }: Run = {}): Promise<Ran> {
  const child = spawn(process.execPath, ['dist/main.js', ...words], { env: cleanEnvironment(settings) });
  const out: string[] = [];
  const err: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => err.push(text));
  // A program that ends early leaves its input unread; that is its right.
  child.stdin.on('error', () => {}).end(input ?? '');
  await once(child, 'close');
  return { code: child.exitCode, stdout: out.join(''), stderr: err.join('') };
}

const settingNames = variableNames.filter((name) => !['PORT', 'LOG_LEVEL'].includes(name));

/** The environment without what configures the bot; empty means absent. It is early afternoon there unless told otherwise. */
export function cleanEnvironment(settings: Record<string, string>): NodeJS.ProcessEnv {
  const none = Object.fromEntries(settingNames.map((name) => [name, '']));
  const zone = settings['BOT_NOW'] === undefined ? { TIME_ZONE: zoneOfAfternoon(performance.timeOrigin) } : {};
  return { ...process.env, ...none, ...zone, PORT: '0', LOG_LEVEL: 'warn', ...settings };
}

/**
 * Where it is between 13 and 14 o'clock at this instant: neither the message of the day nor quiet hours come between,
 * whenever the tests are run. A clock set by BOT_NOW would go back at every restart, and is refused by real platforms.
 */
function zoneOfAfternoon(instant: number): string {
  const hoursWest = new Date(instant).getUTCHours() - 13;
  return `Etc/GMT${hoursWest < 0 ? '' : '+'}${hoursWest}`;
}
