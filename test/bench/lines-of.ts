import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How many lines the files of a folder have together. */
export async function linesOf(folder: string): Promise<number> {
  const files = await readdir(folder);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return texts.reduce((sum, text) => sum + text.split('\n').length - 1, 0);
}
