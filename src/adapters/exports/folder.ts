import { mkdir, open, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../base/errors.ts';
import type { FileSet, PackedFile } from '../../ports/exporter.ts';
import { byName, createNames, hashing, hashLines, hashList, piecesOf, piecesOfFile } from './hash-list.ts';
import { replaceFile } from './replace-file.ts';

export async function writeFolder(folder: string, fill: (set: FileSet) => Promise<void>): Promise<PackedFile[]> {
  if ((await stat(folder).catch(() => null)) !== null)
    throw new AppError('input/invalid', `${folder} 已经有了，请换一个文件夹名。`);
  const files: PackedFile[] = [];
  await replaceFile(folder, async (temporary) => {
    await mkdir(temporary);
    try {
      await fill(setIn(temporary, files));
      await writeFile(join(temporary, hashList), hashLines(files));
    } catch (error) {
      await rm(temporary, { recursive: true, force: true });
      throw error;
    }
  });
  return byName(files);
}

function setIn(folder: string, files: PackedFile[]): FileSet {
  const named = createNames();
  const placeOf = async (name: string): Promise<string> => {
    const place = join(folder, named(name));
    await mkdir(dirname(place), { recursive: true });
    return place;
  };
  return {
    async addWritten({ name }, write) {
      const place = await placeOf(name);
      await write(place);
      files.push(await hashing(name, piecesOfFile(place), async () => {}));
    },
    async add({ name, at }, bytes) {
      const place = await placeOf(name);
      const file = await open(place, 'wx');
      try {
        files.push(await hashing(name, piecesOf(bytes), (piece) => file.writeFile(piece)));
      } finally {
        await file.close();
      }
      await utimes(place, at / 1_000, at / 1_000);
    },
  };
}
