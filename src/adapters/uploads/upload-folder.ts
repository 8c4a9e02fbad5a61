import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { AppError } from '../../base/errors.ts';
import type { UploadedFiles } from '../../ports/uploaded-files.ts';

/** A folder of DATA_DIR. Names are checked by who calls; whatever they are, nothing is written beside it. */
export function createUploadFolder(folder: string): UploadedFiles {
  const root = resolve(folder);
  const incoming = join(root, 'incoming');

  return {
    async receive({ name, bytes }) {
      const path = join(incoming, randomUUID(), name);
      if (basename(path) !== name) throw new AppError('input/invalid', `文件名“${name}”不行，请改名后再传。`);
      await saying(async () => {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await writeFile(path, bytes, { mode: 0o600 });
      });
      const { mtimeMs, size } = await stat(path);
      return { path, relative: name, modifiedAt: mtimeMs, size };
    },

    async keep({ path, relative }, hash) {
      const kept = join(root, hash, relative);
      await saying(async () => {
        await mkdir(dirname(kept), { recursive: true, mode: 0o700 });
        await rename(path, kept);
      });
      await rm(dirname(path), { recursive: true, force: true });
      return kept;
    },

    async remove(path) {
      if (!isBelow(root, path)) return;
      await rm(path, { force: true });
      // Another file may lie beside it; then its folder stays.
      await rmdir(dirname(path)).catch(() => undefined);
    },

    isOurs: (path) => isBelow(root, path),

    async tidy(before) {
      const names = await readdir(incoming).catch(() => []);
      let removed = 0;
      for (const name of names) {
        const found = await stat(join(incoming, name)).catch(() => null);
        if (found === null || found.mtimeMs >= before) continue;
        await rm(join(incoming, name), { recursive: true, force: true });
        removed += 1;
      }
      return removed;
    },
  };
}

function isBelow(root: string, path: string): boolean {
  return resolve(path).startsWith(root + sep);
}

async function saying(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    throw new AppError('input/invalid', '文件存不下来，可能磁盘已满或没有写入权限，请联系管理员检查 DATA_DIR。', {
      cause,
    });
  }
}
