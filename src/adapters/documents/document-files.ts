import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { AppError } from '../../base/errors.ts';
import type { DocumentFile, DocumentFiles, OpenedFile } from '../../ports/document-files.ts';
import { type BackgroundReader, createBackgroundReader, type ReadingLimits, usualLimits } from './background-reader.ts';
import { extensions, formatOf, isPlain, savedAs } from './formats.ts';
import { readContent } from './read-content.ts';
import { findSideFile, openSideFile } from './side-file.ts';
import { workerEntry } from './worker-entry.ts';

/** Bytes. A document of an association is far below it, and larger ones are pictures. */
const largestFile = 50 * 1024 * 1024;
/** Bytes of text that are read in place, in some milliseconds. */
const largestInPlace = 256 * 1024;

export type DocumentFilesOptions = { worker?: URL; limits?: ReadingLimits; reader?: BackgroundReader };

/**
 * Files on the disk. All but small texts are read in a worker: that of `reader`, which others may share, or one of our
 * own; `worker` is its entry where it was not built beside us.
 */
export function createDocumentFiles(options: DocumentFilesOptions = {}): DocumentFiles {
  const reader = options.reader ?? createUsualReader(options);
  return { list, open: (file) => open(file, reader), close: () => reader.close() };
}

/** The one of a process; its worker starts with the first file. */
export function createUsualReader({ worker, limits = usualLimits }: Omit<DocumentFilesOptions, 'reader'> = {}) {
  return createBackgroundReader({ entry: () => worker ?? workerEntry(), limits });
}

async function list(path: string): Promise<DocumentFile[]> {
  const root = resolve(path);
  const found = await stat(root).catch(() => null);
  if (!found) throw new AppError('input/invalid', `找不到 ${path}，请检查路径。`);
  if (found.isDirectory()) return listFolder(root);
  if (!isDocument(root)) {
    throw new AppError('input/invalid', `${basename(path)} 的格式还不能读，请提供 ${extensions.join('、')} 文件。`);
  }
  const file = await describe(root, basename(root));
  return file ? [file] : [];
}

async function listFolder(root: string): Promise<DocumentFile[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  // Links are left out, so that nothing outside the folder is read; so are the lock files of an open document.
  const paths = entries
    .filter(({ name }) => isDocument(name) && name.toLowerCase() !== 'readme.md' && !name.startsWith('~$'))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.slice(root.length).includes(`${sep}.`))
    .sort();
  const files = await Promise.all(
    paths.map((path) =>
      describe(
        path,
        path
          .slice(root.length + 1)
          .split(sep)
          .join('/'),
      ),
    ),
  );
  return files.filter((file) => file !== null);
}

function isDocument(name: string): boolean {
  return formatOf(name) !== null || savedAs(name) !== null;
}

async function describe(path: string, relative: string): Promise<DocumentFile | null> {
  const found = await stat(path).catch(() => null);
  if (!found) return null;
  const side = await findSideFile(path);
  return {
    path,
    relative,
    modifiedAt: Math.max(found.mtimeMs, side?.modifiedAt ?? 0),
    size: found.size + (side?.size ?? 0),
  };
}

async function open(file: DocumentFile, reader: BackgroundReader): Promise<OpenedFile> {
  const name = file.relative;
  if (file.size > largestFile) {
    throw new AppError('input/invalid', `${name} 超过 50 MB，请拆成几份，或压缩其中的图片后再导入。`);
  }
  const bytes = await readFile(file.path).catch((cause: unknown) => {
    throw new AppError('input/invalid', `读不了 ${name}，请检查文件权限。`, { cause });
  });
  const beside = await findSideFile(file.path);
  const side = beside && (await openSideFile(beside));
  const inPlace = isPlain(formatOf(name)) && bytes.length <= largestInPlace;
  return {
    content: side === null ? bytes : Buffer.concat([bytes, side.bytes]),
    async read() {
      const stated = await side?.read();
      const document = await (inPlace ? readContent(bytes, name) : reader.read({ bytes, name }));
      return stated ? { ...document, title: stated.title ?? document.title, facts: stated.facts } : document;
    },
  };
}
