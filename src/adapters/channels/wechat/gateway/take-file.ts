import type { Readable } from 'node:stream';
import { maxFileBytes, type ReceivedFile } from '../wire.ts';
import type { Message } from './wechaty.ts';

const kinds: ReadonlyMap<number, ReceivedFile['kind']> = new Map([
  [1, 'file'],
  [2, 'audio'],
  [6, 'image'],
  [15, 'video'],
]);
const takeMs = 30_000;

/** Null: the message carries no file. */
export function fileKindOf(message: Message): ReceivedFile['kind'] | null {
  return kinds.get(message.type()) ?? null;
}

/** Takes the content at once: the link to it may be dead in a minute. */
export async function takeFile(message: Message): Promise<ReceivedFile | null> {
  const kind = fileKindOf(message);
  if (kind === null) return null;
  try {
    const box = await message.toFileBox();
    const bytes = await readAtMost(await box.toStream(), maxFileBytes);
    return { kind, name: box.name, mime: box.mediaType, bytes };
  } catch {
    return { kind, name: '', mime: 'application/octet-stream', bytes: null };
  }
}

async function readAtMost(stream: Readable, limit: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const timer = setTimeout(() => stream.destroy(new Error('the file took too long')), takeMs);
  try {
    for await (const chunk of stream) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      if (size > limit) return null;
      chunks.push(bytes);
    }
    return Buffer.concat(chunks);
  } finally {
    clearTimeout(timer);
  }
}
