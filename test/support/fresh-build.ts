import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Builds the program before the tests that run it, unless it is newer than everything it is made of. */
export function setup(): void {
  if (existsSync('dist/main.js') && changedAt('dist/main.js') > newestSource()) return;
  execFileSync('npm', ['run', '-s', 'build'], { stdio: 'inherit', shell: process.platform === 'win32' });
}

function newestSource(): number {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).map((name) => join('src', name));
  return Math.max(...[...sources, 'package.json', 'rolldown.config.js'].map(changedAt));
}

function changedAt(path: string): number {
  return statSync(path).mtimeMs;
}
