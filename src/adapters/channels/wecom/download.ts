import { mostFileBytes } from './capabilities.ts';
import type { Medium } from './files.ts';

/** The content is filled up to whole blocks. */
const blockBytes = 32;
const withinMs = 30_000;

export type Downloaded = { name: string | null; bytes: Uint8Array };

/** Turns what is sent into what was meant; throws when the key is not its own. */
export type Decrypt = (bytes: Buffer, key: string) => Buffer;

/** What is behind a link of a message; throws when it is too large, no longer there, or not to be read. */
export async function download({ url, aeskey }: Medium, decrypt: Decrypt, signal: AbortSignal): Promise<Downloaded> {
  if (!/^https?:\/\//iu.test(url)) throw new Error('the link leads nowhere');
  const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(withinMs)]) });
  if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`);
  const bytes = await readAtMost(response.body, mostFileBytes + blockBytes);
  const content = aeskey === undefined ? bytes : decrypt(bytes, aeskey);
  if (content.length > mostFileBytes) throw new Error('the file is too large');
  return { name: nameIn(response.headers.get('content-disposition')), bytes: content };
}

async function readAtMost(body: ReadableStream<Uint8Array>, limit: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > limit) throw new Error('the file is too large');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** `filename*=UTF-8''…`, or `filename="…"` in the same encoding; a path is no part of it. */
function nameIn(header: string | null): string | null {
  if (header === null) return null;
  const encoded =
    /filename\*\s*=\s*UTF-8''([^;\s]+)/iu.exec(header)?.[1] ?? /filename\s*=\s*"?([^";]+)"?/iu.exec(header)?.[1];
  if (encoded === undefined) return null;
  const name = decoded(encoded)
    .replace(/^.*[\\/]/su, '')
    .replace(/[\p{Cc}\p{Cs}]/gu, '')
    .trim()
    .slice(0, 200);
  return name === '' ? null : name;
}

function decoded(text: string): string {
  try {
    // Without an encoding of its own it is UTF-8, which the header was not read as.
    return decodeURIComponent(/[\u0080-\u00ff]/u.test(text) ? Buffer.from(text, 'latin1').toString('utf8') : text);
  } catch {
    return text;
  }
}
