import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join, resolve, sep } from 'node:path';
import { AppError } from '../../base/errors.ts';
import type { ReadDocument } from '../../domain/document.ts';
import type { DocumentFile, DocumentFiles } from '../../ports/document-files.ts';
import { decodeText } from './decode.ts';
import { readMarkdown } from './markdown.ts';
import { readPlainText } from './plain-text.ts';

/** Texts of an association are far below this; larger is another kind of file under a wrong name. */
const largestFile = 32 * 1024 * 1024;

const readers = new Map<string, (text: string, name: string) => Promise<ReadDocument>>([
  ['.md', readMarkdown],
  ['.markdown', readMarkdown],
  ['.txt', readPlainText],
]);

export function createDocumentFiles(): DocumentFiles {
  return { list, read };
}

async function list(path: string): Promise<DocumentFile[]> {
  const root = resolve(path);
  const found = await stat(root).catch(() => null);
  if (!found) throw new AppError('input/invalid', `找不到 ${path}，请检查路径。`);
  if (found.isDirectory()) return listFolder(root);
  if (!readers.has(extname(root).toLowerCase())) throw unreadable(path);
  return [{ path: root, relative: basename(root), modifiedAt: found.mtimeMs, size: found.size }];
}

async function listFolder(root: string): Promise<DocumentFile[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  // Links are left out, so that nothing outside the folder is read.
  const paths = entries
    .filter((entry) => entry.isFile() && isDocument(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.slice(root.length).includes(`${sep}.`))
    .sort();
  const files = await Promise.all(
    paths.map(async (path): Promise<DocumentFile | null> => {
      const found = await stat(path).catch(() => null);
      if (!found) return null;
      const relative = path
        .slice(root.length + 1)
        .split(sep)
        .join('/');
      return { path, relative, modifiedAt: found.mtimeMs, size: found.size };
    }),
  );
  return files.filter((file) => file !== null);
}

function isDocument(name: string): boolean {
  return readers.has(extname(name).toLowerCase()) && name.toLowerCase() !== 'readme.md';
}

async function read(file: DocumentFile): Promise<{ content: Uint8Array; document: ReadDocument }> {
  const reader = readers.get(extname(file.path).toLowerCase());
  if (!reader) throw unreadable(file.relative);
  if (file.size > largestFile) {
    throw new AppError('input/invalid', `${file.relative} 超过 32 MB，请拆成几份再导入。`);
  }
  const content = await readFile(file.path).catch((cause: unknown) => {
    throw new AppError('input/invalid', `读不了 ${file.relative}，请检查文件权限。`, { cause });
  });
  const document = await reader(decodeText(content, file.relative), file.relative);
  if (document.blocks.length === 0) throw new AppError('input/invalid', `${file.relative} 里没有正文。`);
  return { content, document };
}

function unreadable(path: string): AppError {
  return new AppError(
    'input/invalid',
    `${basename(path)} 的格式还不能读，请提供 ${[...readers.keys()].join('、')} 文件。`,
  );
}
