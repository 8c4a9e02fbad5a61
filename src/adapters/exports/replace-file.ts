import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { AppError } from '../../base/errors.ts';

/** Lets `write` fill a file beside `file` and puts it in its place only when it is whole. */
export async function replaceFile(file: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${file}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    await write(temporary);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    if (error instanceof AppError) throw error;
    throw new AppError('input/invalid', `写不了文件 ${file}：${reason(error)}`, { cause: error });
  }
}

const sentences = new Map([
  ['ENOENT', '文件夹不存在，请先建好或换一个位置。'],
  ['ENOTDIR', '路径中有一段不是文件夹，请换一个位置。'],
  ['EISDIR', '它是一个文件夹，请写上文件名。'],
  ['EACCES', '没有写入权限，请换一个位置。'],
  ['EPERM', '没有写入权限，或文件正被其他程序打开。'],
  ['EBUSY', '文件正被其他程序打开，请关闭后重试。'],
  ['EROFS', '磁盘是只读的，请换一个位置。'],
  ['ENOSPC', '磁盘已满，请清理后重试。'],
]);

function reason(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return sentences.get(code) ?? '请换一个位置，或查看日志。';
}
