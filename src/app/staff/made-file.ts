import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
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

/** What came as a file, for who reads from the disk, under the name people know it by. */
export function withFile<T>(
  { name, bytes }: Pick<NewFile, 'name' | 'bytes'>,
  read: (path: string) => Promise<T>,
): Promise<T> {
  return inOwnFolder(async (folder) => {
    const path = join(folder, plainName(name));
    await writeFile(path, bytes, { mode: 0o600 });
    return read(path);
  });
}

export const mimes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  csv: 'text/csv; charset=utf-8',
} as const;

/** A name that leads nowhere else, and that a disk takes: 255 bytes, three of them a character. */
function plainName(name: string): string {
  const characters = Array.from(basename(name.replaceAll('\\', '/')).replace(/[\p{Cc}\p{Cs}/:]/gu, ''));
  return characters.slice(-60).join('').replace(/^\.+/u, '') || '文件';
}

async function inOwnFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'qingyu-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
