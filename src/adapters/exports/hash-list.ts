import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { PackedFile } from '../../ports/exporter.ts';

/** As `sha256sum -c` reads it. */
export const hashList = 'SHA256SUMS.txt';

export function hashLines(files: readonly PackedFile[]): string {
  return byName(files)
    .map(({ sha256, name }) => `${sha256}  ${name}\n`)
    .join('');
}

export function byName(files: readonly PackedFile[]): PackedFile[] {
  return files.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/** Handed on before the event loop gets its turn, bytes: about a millisecond of hashing. */
const pieceBytes = 256 * 1024;

export async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.byteLength; from += pieceBytes) {
    yield bytes.subarray(from, from + pieceBytes);
    await setImmediate();
  }
}

export function piecesOfFile(file: string): AsyncIterable<Uint8Array> {
  return createReadStream(file, { highWaterMark: pieceBytes });
}

/** Hands on each piece to `take`, and says what they were. */
export async function hashing(
  name: string,
  pieces: AsyncIterable<Uint8Array>,
  take: (piece: Uint8Array) => Promise<void>,
): Promise<PackedFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of pieces) {
    hash.update(piece);
    bytes += piece.byteLength;
    await take(piece);
  }
  return { name, sha256: hash.digest('hex'), bytes };
}

/** Remembers what is there: a name that is no place within the set, or is given twice, is a mistake of ours. */
export function createNames(): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    const parts = name.split('/');
    if (parts.some((part) => part === '' || part === '.' || part === '..') || /[\\\p{Cc}]/u.test(name))
      throw new Error('a file of a set has no place within it');
    const folded = name.normalize('NFC').toLowerCase();
    if (taken.has(folded)) throw new Error('a file of a set would be written over');
    taken.add(folded);
    return name;
  };
}
