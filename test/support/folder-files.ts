import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tempFolder } from './temp-folder.ts';

/** Writes files below a folder of the test's own, or below the one given; returns the folder. */
export function writeFiles(contents: Readonly<Record<string, string>>, folder = tempFolder()): string {
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export function removeFile(folder: string, name: string): void {
  rmSync(join(folder, name), { recursive: true });
}
