import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../base/errors.ts';
import type { Original, Originals, ReceivedOriginals } from '../../ports/originals.ts';

const hashed = /^[0-9a-f]{32}$/u;
/** Of any folder, on any system. */
const kept = /[\\/]uploads[\\/]([0-9a-f]{32})[\\/]([^\\/]+)$/u;
const place = /^[0-9a-f]{32}\/(?!\.{1,2}$)[^\\/\p{Cc}]+$/u;

/** Those in the folder that uploads are kept in. */
export function createOriginals(folder: string): Originals {
  const root = resolve(folder);
  return {
    async *all() {
      for (const hash of (await readdir(root).catch(() => [])).toSorted())
        if (hashed.test(hash))
          for (const name of await readdir(join(root, hash)).catch(() => [])) yield* oneOf(root, `${hash}/${name}`);
    },

    receive: () => createReceived(root),

    placeOf(origin) {
      const [, hash, name] = kept.exec(origin) ?? [];
      return hash === undefined || name === undefined ? null : join(root, hash, name);
    },
  };
}

async function* oneOf(root: string, at: string): AsyncGenerator<Original> {
  const file = await open(join(root, at)).catch(() => null);
  if (file === null) return;
  try {
    const found = await file.stat();
    const pieces = file.createReadStream({ autoClose: false });
    if (found.isFile()) yield { place: at, size: found.size, pieces };
  } finally {
    await file.close();
  }
}

function createReceived(root: string): ReceivedOriginals {
  const aside = join(root, 'incoming', randomUUID());
  const places: string[] = [];
  const put: string[] = [];
  return {
    async add(original) {
      if (!place.test(original.place)) throw new AppError('input/invalid', '备份里有一份资料原件的位置不对。');
      const path = join(aside, original.place);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await pipeline(Readable.from(original.pieces), createWriteStream(path, { mode: 0o600 }));
      places.push(original.place);
    },

    async keep() {
      for (const one of places) {
        const path = join(root, one);
        if (await isThere(path)) continue;
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await rename(join(aside, one), path);
        put.push(path);
      }
      await rm(aside, { recursive: true, force: true });
    },

    async drop() {
      for (const path of put) {
        await rm(path, { force: true });
        // Another file may lie beside it; then its folder stays.
        await rmdir(dirname(path)).catch(() => undefined);
      }
      await rm(aside, { recursive: true, force: true });
    },
  };
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
