import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../base/errors.ts';
import type { DailyMessage } from '../../domain/daily-message.ts';
import type { DailyLibrary } from '../../ports/daily-library.ts';
import { parseTheme } from './parse-theme.ts';

/** Messages from the YAML files of a folder, one file a theme. Read afresh each time, so that an edit counts at once. */
export function createDailyLibrary(folder: string): DailyLibrary {
  return {
    async read() {
      const files = (await listFiles(folder)).filter((file) => /\.ya?ml$/u.test(file) && !file.startsWith('.')).sort();
      const themes = await Promise.all(files.map(async (file) => ({ file, messages: await readTheme(folder, file) })));
      refuseSharedIds(themes);
      return themes.flatMap(({ messages }) => messages);
    },
  };
}

async function listFiles(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if (hasErrno(cause, 'ENOENT')) return [];
    throw new AppError('input/invalid', `寄语文件夹 ${folder} 无法读取，请检查它是不是文件夹、有没有读取权限。`, {
      cause,
    });
  }
}

async function readTheme(folder: string, file: string): Promise<DailyMessage[]> {
  let text;
  try {
    text = await readFile(join(folder, file), 'utf8');
  } catch (cause) {
    throw new AppError('input/invalid', `寄语文件 ${file} 无法读取，请检查读取权限。`, { cause });
  }
  return await parseTheme(text, file);
}

function refuseSharedIds(themes: readonly { file: string; messages: readonly DailyMessage[] }[]): void {
  const fileOf = new Map<string, string>();
  for (const { file, messages } of themes) {
    for (const { id } of messages) {
      const before = fileOf.get(id);
      if (before !== undefined) {
        const where = before === file ? `${file} 里出现了两次` : `${before} 和 ${file} 都用了`;
        throw new AppError('input/invalid', `寄语编号 ${id} 重复：${where}，请改掉一个。`);
      }
      fileOf.set(id, file);
    }
  }
}

function hasErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
