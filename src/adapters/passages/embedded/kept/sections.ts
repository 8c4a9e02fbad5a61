import { Buffer } from 'node:buffer';
import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { Pace } from '../pace.ts';

/** A file of named columns, and what tells that it is the one that was written. */
export type FileRef = { file: string; bytes: number; checksum: number };

/** The file is not what was written, or was written by another version. */
export class DamagedFile extends Error {
  override readonly name = 'DamagedFile';
}

/** Raised whenever the files say something else than before; older ones are then made anew. */
const version = 1;
/** Reads otherwise on a processor that puts the high end of a number first: such a file is foreign. */
const mark = 0x51594958;
const headSize = 16;
/** Bytes handled before others have their turn. */
const stretch = 4 * 1024 * 1024;

type Directory = Record<string, { at: number; bytes: number }>;

/** Writes a new file, and makes it durable. */
export async function writeSections(
  path: string,
  sections: Record<string, ArrayBufferView>,
  pace: Pace,
): Promise<Omit<FileRef, 'file'>> {
  const file = await open(path, 'wx', 0o600);
  const written = { bytes: 0, checksum: 0 };
  try {
    for (const part of [headOf(sections), ...Object.values(sections).flatMap(padded)]) {
      await writeAll(file, part, { written, pace });
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return written;
}

/** Numbers are read where they lie, so each column begins at a multiple of eight. */
function headOf(sections: Record<string, ArrayBufferView>): Buffer {
  const directory: Directory = {};
  let at = 0;
  for (const [name, { byteLength }] of Object.entries(sections)) {
    directory[name] = { at, bytes: byteLength };
    at += byteLength + gapAfter(byteLength);
  }
  const names = Buffer.from(JSON.stringify(directory));
  const head = Buffer.alloc(headSize + names.length + gapAfter(names.length));
  new Uint32Array(head.buffer, head.byteOffset, 4).set([mark, version, names.length]);
  names.copy(head, headSize);
  return head;
}

function padded(column: ArrayBufferView): Buffer[] {
  const bytes = Buffer.from(column.buffer, column.byteOffset, column.byteLength);
  return [bytes, Buffer.alloc(gapAfter(bytes.length))];
}

function gapAfter(bytes: number): number {
  return (8 - (bytes % 8)) % 8;
}

async function writeAll(
  file: FileHandle,
  part: Buffer,
  { written, pace }: { written: { bytes: number; checksum: number }; pace: Pace },
): Promise<void> {
  for (let at = 0; at < part.length; at += stretch) {
    const slice = part.subarray(at, at + stretch);
    written.checksum = crc32(slice, written.checksum);
    for (let done = 0; done < slice.length;) done += (await file.write(slice, done)).bytesWritten;
    written.bytes += slice.length;
    await pace.rest();
  }
}

export type Sections = {
  bytes(name: string): Buffer;
  int32(name: string): Int32Array;
  uint32(name: string): Uint32Array;
  float32(name: string): Float32Array;
  float64(name: string): Float64Array;
  json(name: string): unknown;
};

/** Throws `DamagedFile`, or what the file system throws. */
export async function readSections(path: string, ref: FileRef, pace: Pace): Promise<Sections> {
  const all = await readWhole(path, ref.bytes);
  if (!all || (await checksumOf(all, pace)) !== ref.checksum)
    throw new DamagedFile(`${ref.file} is not what was written`);
  const [foundMark, foundVersion, size = 0] = new Uint32Array(all.buffer, 0, 3);
  if (foundMark !== mark || foundVersion !== version) throw new DamagedFile(`${ref.file} is of another version`);
  const directory: Directory = JSON.parse(all.toString('utf8', headSize, headSize + size));
  return createSections(all, { directory, start: headSize + size + gapAfter(size) });
}

/** On memory of its own; null when its length is another. */
async function readWhole(path: string, bytes: number): Promise<Buffer | null> {
  const file = await open(path, 'r');
  try {
    if ((await file.stat()).size !== bytes || bytes < headSize) return null;
    const all = Buffer.from(new ArrayBuffer(bytes));
    for (let at = 0; at < bytes;) {
      const { bytesRead } = await file.read(all, at, Math.min(bytes - at, 2 ** 28));
      if (bytesRead === 0) return null;
      at += bytesRead;
    }
    return all;
  } finally {
    await file.close();
  }
}

async function checksumOf(all: Buffer, pace: Pace): Promise<number> {
  let checksum = 0;
  for (let at = 0; at < all.length; at += stretch) {
    checksum = crc32(all.subarray(at, at + stretch), checksum);
    await pace.rest();
  }
  return checksum;
}

function createSections(all: Buffer, { directory, start }: { directory: Directory; start: number }): Sections {
  const place = (name: string): { at: number; bytes: number } => {
    const { at, bytes } = directory[name] ?? { at: 0, bytes: 0 };
    return { at: start + at, bytes };
  };
  const bytes = (name: string): Buffer => all.subarray(place(name).at, place(name).at + place(name).bytes);
  return {
    bytes,
    int32: (name) => new Int32Array(all.buffer, place(name).at, place(name).bytes / 4),
    uint32: (name) => new Uint32Array(all.buffer, place(name).at, place(name).bytes / 4),
    float32: (name) => new Float32Array(all.buffer, place(name).at, place(name).bytes / 4),
    float64: (name) => new Float64Array(all.buffer, place(name).at, place(name).bytes / 8),
    json: (name) => JSON.parse(bytes(name).toString('utf8')) as unknown,
  };
}
