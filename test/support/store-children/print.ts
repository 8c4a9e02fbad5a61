import { writeSync } from 'node:fs';

/** Prints at once: what is printed was done, also when the process is killed in the next instant. */
export function print(line: string): void {
  writeSync(1, `${line}\n`);
}

export function argument(): string {
  return process.argv[2] ?? '{}';
}
