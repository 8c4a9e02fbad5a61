import { crc32 } from 'node:zlib';
import { AppError } from '../../base/errors.ts';

/** What a document of 50 MB may unfold to; more is a bomb. */
const largestContent = 200 * 1024 * 1024;
const mostEntries = 10_000;

/** `most`: what all of them together may unfold to, bytes. */
export type WantedEntries = { name: string; isWanted: (entry: string) => boolean; most?: number };

/**
 * The wanted entries of a zip archive. No more memory is taken than the directory announces, which is checked first: an
 * entry that unfolds to more than it announced is cut off there, and its checksum betrays it.
 */
export async function readArchive(bytes: Uint8Array, of: WantedEntries): Promise<ReadonlyMap<string, Uint8Array>> {
  const entries = await unfold(bytes, of);
  const sums = checksums(bytes);
  for (const [name, content] of entries) {
    if (sums.get(name) !== crc32(content)) throw damaged(of.name, new Error(`checksum of ${name}`));
  }
  return entries;
}

async function unfold(bytes: Uint8Array, of: WantedEntries) {
  const { unzipSync } = await import('fflate');
  const { most = largestContent } = of;
  let size = 0;
  let count = 0;
  try {
    const entries = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        count += 1;
        if (count > mostEntries) throw tooLarge(of.name);
        if (!of.isWanted(name)) return false;
        size += originalSize;
        if (size > most) throw tooLarge(of.name);
        return true;
      },
    });
    return new Map(Object.entries(entries));
  } catch (cause) {
    throw cause instanceof AppError ? cause : damaged(of.name, cause);
  }
}

const entryMark = 0x02014b50;
const endMark = Buffer.from([0x50, 0x4b, 0x05, 0x06]);

/** The checksums that the directory of the archive holds, which fflate leaves unread. */
function checksums(bytes: Uint8Array): Map<string, number> {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sums = new Map<string, number>();
  let at = archive.readUInt32LE(archive.lastIndexOf(endMark) + 16);
  while (at + 46 <= archive.length && archive.readUInt32LE(at) === entryMark) {
    const end = at + 46 + archive.readUInt16LE(at + 28);
    sums.set(archive.toString('utf8', at + 46, end), archive.readUInt32LE(at + 16));
    at = end + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return sums;
}

export function textOf(entries: ReadonlyMap<string, Uint8Array>, name: string): string {
  return new TextDecoder().decode(entries.get(name) ?? new Uint8Array());
}

function damaged(name: string, cause: unknown): AppError {
  return new AppError('input/invalid', `${name} 已损坏，打不开，请用 Office 或 WPS 打开后另存一份再导入。`, { cause });
}

function tooLarge(name: string): AppError {
  return new AppError('input/invalid', `${name} 解压后过大，为安全起见没有读取，请拆成几份再导入。`);
}
