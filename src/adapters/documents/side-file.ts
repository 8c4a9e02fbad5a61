import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../base/errors.ts';
import { decodeText } from '../../base/decode-text.ts';
import { readFacts, type StatedFacts } from './facts.ts';
import { formatOf, isPlain } from './formats.ts';

/** A file beside a document that says what front matter says in a text: 会费.docx.yaml, or 会费.yaml. */
export type SideFile = { path: string; modifiedAt: number; size: number };

/** Bytes. */
const largestSideFile = 64 * 1024;

/** Null when there is none. Texts have front matter instead. */
export async function findSideFile(path: string): Promise<SideFile | null> {
  if (isPlain(formatOf(path))) return null;
  for (const beside of [`${path}.yaml`, path.replace(/\.[^.]+$/, '.yaml')]) {
    const found = await stat(beside).catch(() => null);
    if (found?.isFile()) return { path: beside, modifiedAt: found.mtimeMs, size: found.size };
  }
  return null;
}

/** Its bytes, and what they say when asked; both throw `input/invalid` with its own name. */
export async function openSideFile(side: SideFile): Promise<{ bytes: Uint8Array; read(): Promise<StatedFacts> }> {
  const name = basename(side.path);
  if (side.size > largestSideFile) {
    throw new AppError('input/invalid', `${name} 太大，其中应只写标题、日期等几行。`);
  }
  const bytes = await readFile(side.path).catch((cause: unknown) => {
    throw new AppError('input/invalid', `读不了 ${name}，请检查文件权限。`, { cause });
  });
  return { bytes, read: async () => readFacts(decodeText(bytes, name), `${name} `) };
}
