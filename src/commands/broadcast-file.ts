import { readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../base/errors.ts';
import { fileInWords, type NewFile } from '../domain/file.ts';
import { assertSize, readAttachment } from '../features/broadcasts/attachment.ts';
import type { Context } from './context.ts';

/** `broadcast file`. */
export function addFile(broadcast: Command, { open, output }: Context): void {
  broadcast
    .command('file')
    .description('取出一次群发的附件，好手工发到群里')
    .argument('<id>', '群发、定期群发或投递的编号，见 broadcast list')
    .requiredOption('-o, --output <path>', '写到哪个文件，或放进哪个文件夹')
    .option('--json', '输出 JSON')
    .action(async (id: string, options: { output: string; json?: true }) => {
      const app = await open();
      const file = await app.broadcasts.file(id);
      const path = await placeOf(resolve(options.output), file);
      await app.saveFile(path, file.bytes);
      if (options.json) output.json({ file: path, name: file.name, size: file.bytes.byteLength });
      else output.line(`已写出 ${fileInWords({ name: file.name, size: file.bytes.byteLength })} 到 ${path}。`);
    });
}

/** What stands behind `--file`, checked; undefined: nothing does. */
export async function readFileOption(path: string | undefined): Promise<NewFile | undefined> {
  if (path === undefined) return undefined;
  const name = basename(path);
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new AppError('input/invalid', `--file ${path} 不是文件，请写一个文件的路径。`);
    assertSize(name, found.size);
    return await readAttachment({ name, bytes: await readFile(path) });
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('input/invalid', `读不到文件 ${path}，请检查路径和权限。`, { cause });
  }
}

async function placeOf(path: string, { name }: NewFile): Promise<string> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isFolder ? join(path, name) : path;
}
