import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../base/errors.ts';
import type { HolidayYears } from '../../ports/holiday-years.ts';
import { parseHolidayYear } from './parse-holiday-year.ts';

/** Years from the YAML files of a folder, one file a year. Read afresh each time, so that a new file counts at once. */
export function createHolidayYears(folder: string): HolidayYears {
  return {
    async read() {
      const files = (await listFiles(folder)).filter((file) => /^[^.].*\.ya?ml$/u.test(file)).sort();
      return Promise.all(files.map(async (file) => parseHolidayYear(await readYear(folder, file), file)));
    },
  };
}

async function listFiles(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw new AppError('input/invalid', `放假安排的文件夹 ${folder} 无法读取，请检查它是不是文件夹、有没有读取权限。`, {
      cause,
    });
  }
}

async function readYear(folder: string, file: string): Promise<string> {
  try {
    return await readFile(join(folder, file), 'utf8');
  } catch (cause) {
    throw new AppError('input/invalid', `放假安排 ${file} 无法读取，请检查读取权限。`, { cause });
  }
}
