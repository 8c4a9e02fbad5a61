import { AppError } from './errors.ts';

/**
 * Text of a file in UTF-8, UTF-16 with a byte order mark, or GB18030; throws `input/invalid` when it is none of them.
 * `declared` is what the file itself says; it counts where the bytes agree with it.
 */
export function decodeText(bytes: Uint8Array, name: string, declared = ''): string {
  const text =
    decodeMarked(bytes) ??
    tryDecode(bytes, 'utf-8') ??
    (/^big5/i.test(declared) ? tryDecode(bytes, 'big5') : null) ??
    tryDecode(bytes, 'gb18030');
  if (text === null || /\0/.test(text)) {
    throw new AppError('input/invalid', `${name} 不是文本文件（UTF-8 或 GB18030），请另存为文本后再试。`);
  }
  return text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
}

function decodeMarked(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return tryDecode(bytes, 'utf-16le');
  if (first === 0xfe && second === 0xff) return tryDecode(bytes, 'utf-16be');
  return null;
}

function tryDecode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
