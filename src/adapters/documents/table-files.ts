import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../base/errors.ts';
import type { TableFiles } from '../../ports/table-files.ts';
import type { BackgroundReader } from './background-reader.ts';

/** Bytes: an address book of fifty thousand people is a tenth of it. */
const largestFile = 20 * 1024 * 1024;

/** xlsx and csv files on the disk, or as they were uploaded; read in the worker that reads documents. */
export function createTableFiles(reader: Pick<BackgroundReader, 'readSheets'>): TableFiles {
  return {
    async read(path) {
      const name = basename(path);
      return reader.readSheets({ name, bytes: await readBytes(path, name) });
    },

    parse: (file) => reader.readSheets(file),
  };
}

async function readBytes(path: string, name: string): Promise<Buffer> {
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isFile()) throw new AppError('input/invalid', `找不到文件 ${path}，请检查路径。`);
  if (found.size > largestFile)
    throw new AppError('input/invalid', `${name} 超过 20 MB，请删去图片，或拆成几份再导入。`);
  return readFile(path).catch((cause: unknown) => {
    throw new AppError('input/invalid', `读不了 ${name}，请检查文件权限。`, { cause });
  });
}
