import { existsSync } from 'node:fs';
import { AppError } from '../../base/errors.ts';

/** The built worker as seen from the bundle, from one of its parts, and from the sources. */
const places = ['./documents-worker.js', '../documents-worker.js', '../../../dist/documents-worker.js'];

/** Where the worker that reads files was built to. */
export function workerEntry(): URL {
  const entry = places.map((place) => new URL(place, import.meta.url)).find((url) => existsSync(url));
  if (!entry) throw new AppError('config/invalid', '程序没有装完整（缺 documents-worker.js），请运行 npm ci 后再试。');
  return entry;
}
