import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewFile } from '../../domain/file.ts';

/** What is made as a file on the disk, as one to be sent; nobody else may read it meanwhile, and it is gone afterwards. */
export function makeFile(
  { name, mime }: Pick<NewFile, 'name' | 'mime'>,
  write: (path: string) => Promise<unknown>,
): Promise<NewFile> {
  return inOwnFolder(async (folder) => {
    const path = join(folder, 'file');
    await write(path);
    return { name, mime, bytes: await readFile(path) };
  });
}

export const mimes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  csv: 'text/csv; charset=utf-8',
} as const;

async function inOwnFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'qingyu-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
