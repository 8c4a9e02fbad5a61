import { createReadStream, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import type { Original } from '../../ports/originals.ts';
import { codeOf } from './errors.ts';
import { moveInPlace } from './sqlite-file.ts';
import { pageOf, type Row } from './table-rows.ts';

/**
 * A backup is gzip over JSON lines: a header with the number of rows of each table, the rows table by table, the originals
 * of documents (a line that says where each lies and how many bytes it has, then its bytes as base64), an end.
 * It is the same for both engines, so a SQLite backup may be restored into PostgreSQL and back.
 */
const FORMAT = 'qingyu-backup';
/** The second has originals of documents behind the rows; a backup without them is one of the first, for older programs. */
const [WITHOUT_ORIGINALS, WITH_ORIGINALS] = [1, 2];
/** Bytes of an original on one line. */
const PIECE = 768 * 1024;

/** ENOENT, EACCES, ENOSPC …; Node's own codes begin with `ERR_`. */
const FILE_SYSTEM = /^E[A-Z]+$/;

const Header = z.object({
  format: z.literal(FORMAT),
  version: z.number().int().positive(),
  /** The newest migration of the database it was made from. */
  migration: z.string(),
  createdAt: z.number(),
  tables: z.array(z.object({ name: z.string(), rows: z.number().int().nonnegative() })),
});
const BackupRow = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const OriginalLine = z.strictObject({ original: z.string(), size: z.number().int().nonnegative() });
const Content = z.base64();
const End = z.strictObject({ end: z.literal(FORMAT), originals: z.number().int().nonnegative().optional() });

export type BackupHeader = Omit<z.infer<typeof Header>, 'format' | 'version'>;
type Pages = AsyncIterable<readonly Row[]>;

export type ToWrite = { header: BackupHeader; pages: Pages; originals: AsyncIterable<Original> | null };

/** Writes under another name first: whoever sees `file` sees a whole backup. */
export async function writeBackup(file: string, content: ToWrite): Promise<void> {
  const partial = `${file}.${process.pid}.partial`;
  try {
    rmSync(partial, { force: true });
    // Opened before anything is read: a stream that opens it later would leave it there after it was removed.
    const output = (await open(partial, 'wx', 0o600)).createWriteStream();
    await pipeline(Readable.from(toLines(content)), createGzip(), output);
    moveInPlace(partial, file);
  } catch (error) {
    rmSync(partial, { force: true });
    if (error instanceof AppError || !FILE_SYSTEM.test(codeOf(error))) throw error;
    throw new AppError('input/invalid', `备份写不进 ${file}（${codeOf(error)}），请换一个能写入的位置。`, {
      cause: error,
    });
  }
}

async function* toLines({ header, pages, originals }: ToWrite): AsyncGenerator<string> {
  const version = originals === null ? WITHOUT_ORIGINALS : WITH_ORIGINALS;
  yield lineOf({ format: FORMAT, version, ...header });
  for await (const rows of pages) yield rows.map(lineOf).join('');
  if (originals === null) return yield lineOf({ end: FORMAT });
  let count = 0;
  for await (const original of originals) {
    yield* originalLines(original);
    count += 1;
  }
  yield lineOf({ end: FORMAT, originals: count });
}

async function* originalLines({ place, size, pieces }: Original): AsyncGenerator<string> {
  yield lineOf({ original: place, size });
  let [held, written] = [Buffer.alloc(0), 0];
  for await (const piece of pieces) {
    held = Buffer.concat([held, piece]);
    written += piece.byteLength;
    if (held.length < PIECE) continue;
    yield lineOf(held.toString('base64'));
    held = Buffer.alloc(0);
  }
  if (held.length > 0) yield lineOf(held.toString('base64'));
  if (written !== size) throw new Error(`the original ${place} changed while it was read`);
}

function lineOf(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

/** Throws `input/invalid` when the file is no backup, `store/newer` when a newer version wrote it. */
export async function readBackupHeader(file: string): Promise<BackupHeader> {
  return refusing(file, async () => {
    let header: BackupHeader | null = null;
    await readLines(file, async (lines) => {
      const first = await lines.next();
      if (!first.done) header = parseHeader(first.value);
    });
    if (header === null) throw new Error('the file is empty');
    return header;
  });
}

type Take = {
  rows: (table: string, rows: readonly Row[]) => Promise<void>;
  /** Reads all of its pieces. */
  original: (original: Original) => Promise<void>;
};

/** Hands over all rows and originals in order; throws `input/invalid` when one is missing or too many, or the end is not there. */
export async function readBackup(file: string, take: Take): Promise<void> {
  await refusing(file, () =>
    readLines(file, async (lines) => {
      const { tables } = parseHeader(await nextOf(lines));
      for (const table of tables) await readRows(lines, table, take.rows);
      await readOriginals(lines, take.original);
      if (!(await lines.next()).done) throw new Error('there is more after the end');
    }),
  );
}

/** Up to the end, which says how many there were. */
async function readOriginals(lines: AsyncGenerator<string>, take: Take['original']): Promise<void> {
  for (let count = 0; ; count += 1) {
    const line: unknown = JSON.parse(await nextOf(lines));
    const end = End.safeParse(line);
    if (end.success && (end.data.originals ?? 0) === count) return;
    const { original: place, size } = OriginalLine.parse(line);
    await take({ place, size, pieces: piecesOf(lines, size) });
  }
}

async function* piecesOf(lines: AsyncGenerator<string>, size: number): AsyncGenerator<Uint8Array> {
  for (let left = size; left > 0;) {
    const piece = Buffer.from(Content.parse(JSON.parse(await nextOf(lines))), 'base64');
    left -= piece.length;
    if (piece.length === 0 || left < 0) throw new Error('an original has another length than it says');
    yield piece;
  }
}

async function readRows(
  lines: AsyncGenerator<string>,
  table: { name: string; rows: number },
  store: (table: string, rows: readonly Row[]) => Promise<void>,
): Promise<void> {
  for (let left = table.rows; left > 0; left -= pageOf(table.name)) {
    const page: Row[] = [];
    while (page.length < Math.min(left, pageOf(table.name)))
      page.push(BackupRow.parse(JSON.parse(await nextOf(lines))));
    await store(table.name, page);
  }
}

function parseHeader(line: string): BackupHeader {
  const { format: _, version, ...header } = Header.parse(JSON.parse(line));
  if (version > WITH_ORIGINALS) throw newerBackup();
  return header;
}

export function newerBackup(): AppError {
  return new AppError('store/newer', '备份来自更新版本的清语，这个版本不能恢复它（没有改动任何数据）；请先升级清语。');
}

async function nextOf(lines: AsyncGenerator<string>): Promise<string> {
  const next = await lines.next();
  if (next.done) throw new Error('the file ends early');
  return next.value;
}

/** `read` may stop early. */
async function readLines(file: string, read: (lines: AsyncGenerator<string>) => Promise<void>): Promise<void> {
  const source = createReadStream(file);
  const unpacked = createGunzip();
  source.once('error', (error) => unpacked.destroy(error));
  try {
    await read(splitLines(source.pipe(unpacked)));
  } finally {
    source.destroy();
    unpacked.destroy();
  }
}

async function* splitLines(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  // One line may be many chunks: joined once, not at every chunk.
  let rest: string[] = [];
  for await (const chunk of source) {
    const [first = '', ...more] = decoder.decode(chunk, { stream: true }).split('\n');
    rest.push(first);
    for (const next of more) {
      yield rest.join('');
      rest = [next];
    }
  }
  if (rest.join('') + decoder.decode() !== '') throw new Error('the last line is cut off');
}

/** Whatever is wrong with the file is one sentence; the details stay in `cause`. */
async function refusing<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    const message = FILE_SYSTEM.test(codeOf(error))
      ? `读不到备份文件 ${file}（${codeOf(error)}），请检查路径；没有改动任何数据。`
      : `${file} 不是清语的备份，或者已损坏、不完整；没有改动任何数据，请换一份备份。`;
    throw new AppError('input/invalid', message, { cause: error });
  }
}
