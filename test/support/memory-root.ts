import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** A folder in memory where the system has one: what simulates a year is not to wait for a disk with every day of it. */
export function memoryRoot(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
}
