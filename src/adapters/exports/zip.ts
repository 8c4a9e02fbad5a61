import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { formatInstant } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import type { FileSet, PackedFile, SetFile } from '../../ports/exporter.ts';
import { byName, createNames, hashing, hashLines, hashList, piecesOf, piecesOfFile } from './hash-list.ts';
import { replaceFile } from './replace-file.ts';

/** The format counts with 32 bits and 16 bits; some room is left for its directory. */
export const zipHolds: ZipOptions['most'] = { bytes: 4_000_000_000, files: 60_000 };

/** `timeZone`: of the times it shows. */
export type ZipOptions = { timeZone: string; most: { bytes: number; files: number } };

export async function writeZip(
  place: string,
  fill: (set: FileSet) => Promise<void>,
  options: ZipOptions,
): Promise<PackedFile[]> {
  const files: PackedFile[] = [];
  await replaceFile(place, async (temporary) => {
    const file = await open(temporary, 'wx');
    const folder = await mkdtemp(`${temporary}-`);
    try {
      const zip = await openZip(file, options);
      await fill(setIn(zip, { folder, files }));
      await zip.end(new TextEncoder().encode(hashLines(files)));
    } finally {
      await rm(folder, { recursive: true, force: true });
      await file.close();
    }
  });
  return byName(files);
}

function setIn(zip: OpenZip, { folder, files }: { folder: string; files: PackedFile[] }): FileSet {
  const named = createNames();
  return {
    async addWritten({ name, at }, write) {
      const written = join(folder, 'written');
      await write(written);
      files.push(await zip.add({ name: named(name), at }, piecesOfFile(written)));
      await rm(written);
    },
    async add({ name, at }, bytes) {
      files.push(await zip.add({ name: named(name), at }, piecesOf(bytes)));
    },
  };
}

type OpenZip = {
  add(file: SetFile, pieces: AsyncIterable<Uint8Array>): Promise<PackedFile>;
  end(hashes: Uint8Array): Promise<void>;
};

/** Every piece is on the disk before the next one is read. */
async function openZip(file: FileHandle, { timeZone, most }: ZipOptions): Promise<OpenZip> {
  const { Zip, ZipDeflate } = await import('fflate');
  const made: Uint8Array[] = [];
  let [bytes, count, newest] = [0, 0, 0];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    made.push(piece);
  });
  const flush = async (): Promise<void> => {
    for (const piece of made.splice(0)) {
      bytes += piece.byteLength;
      if (bytes > most.bytes || count > most.files) throw tooMuch();
      await file.writeFile(piece);
    }
  };
  const add: OpenZip['add'] = async ({ name, at }, pieces) => {
    count += 1;
    newest = Math.max(newest, at);
    // Also what is only stored goes in as deflated: there are readers that cannot tell where anything else ends.
    const entry = new ZipDeflate(name, { level: levelOf(name) });
    entry.mtime = shownTime(at, timeZone);
    // As made by Unix: what comes from DOS is read in its letters by some, whatever the mark of UTF-8 says.
    [entry.os, entry.attrs] = [madeByUnix, readableFile];
    zip.add(entry);
    const packed = await hashing(name, pieces, (piece) => {
      entry.push(piece);
      return flush();
    });
    entry.push(new Uint8Array(), true);
    await flush();
    return packed;
  };
  return {
    add,
    async end(hashes) {
      await add({ name: hashList, at: newest }, piecesOf(hashes));
      zip.end();
      await flush();
    },
  };
}

const madeByUnix = 3;
/** A plain file that its owner may write and all may read, as Unix has it in the upper half. */
const readableFile = 0o100_644 * 2 ** 16;

/** Only text gets smaller: pictures and office files are packed already. */
function levelOf(name: string): 0 | 6 {
  return /\.(?:csv|json|txt)$/iu.test(name) ? 6 : 0;
}

function tooMuch(): AppError {
  return new AppError(
    'input/too-long',
    '一个压缩包最多 4 GB、6 万个文件，请缩短日期范围分几次导出，或导出到文件夹（文件名不写 .zip）。',
  );
}

/** A zip knows no time zones, and its writer takes those of this machine; it begins with 1980. */
function shownTime(at: number, timeZone: string): Date {
  const written = formatInstant(at, timeZone).replace(' ', 'T');
  return new Date(written < '1980' ? '1980-01-01T00:00' : written);
}
