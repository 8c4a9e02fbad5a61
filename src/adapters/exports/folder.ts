import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../base/errors.ts';
import type { FolderExporter, PackedFile } from '../../ports/exporter.ts';
import { replaceFile } from './replace-file.ts';

/** As `sha256sum -c` reads it. */
export const hashList = 'SHA256SUMS.txt';

export function createFolderExporter(): FolderExporter {
  return {
    async write(folder, fill) {
      if ((await stat(folder).catch(() => null)) !== null)
        throw new AppError('input/invalid', `${folder} 已经有了，请换一个文件夹名。`);
      let files: PackedFile[] = [];
      await replaceFile(folder, async (temporary) => {
        await mkdir(temporary);
        try {
          await fill(temporary);
          files = await hashAll(temporary);
        } catch (error) {
          await rm(temporary, { recursive: true, force: true });
          throw error;
        }
      });
      return files;
    },
  };
}

async function hashAll(folder: string): Promise<PackedFile[]> {
  const files: PackedFile[] = [];
  for (const name of (await readdir(folder)).toSorted()) files.push(await hashOne(folder, name));
  await writeFile(join(folder, hashList), files.map(({ sha256, name }) => `${sha256}  ${name}\n`).join(''));
  return files;
}

async function hashOne(folder: string, name: string): Promise<PackedFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(join(folder, name))) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { name, sha256: hash.digest('hex'), bytes };
}
