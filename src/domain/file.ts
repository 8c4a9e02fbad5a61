/** A file that the bot is to send; `name` as receivers see it. */
export type NewFile = { name: string; mime: string; bytes: Uint8Array };

/** `id`: SHA-256 of name, type and content, so that the same file is kept once; `size` in bytes. */
export type FileFacts = { id: string; name: string; mime: string; size: number };

/** A file as what carries it remembers it, also when it is not kept any more. */
export type CarriedFile = Pick<FileFacts, 'id' | 'name' | 'size'>;

/** How long a file can still be fetched after the last moment at which it may be sent, milliseconds. */
export const fileRetentionMs = 90 * 24 * 3_600_000;

/** How long what people sent in is kept, unless something goes on with it, milliseconds. */
export const receivedFileMs = 24 * 3_600_000;

/** What one file may weigh: the store holds it, and every backup of the store. */
export const largestFileBytes = 20 * 1024 * 1024;

/** `12 KB`, `3.4 MB`: what a person needs to know before they load it. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** As it is named in lists. */
export function fileInWords({ name, size }: Pick<FileFacts, 'name' | 'size'>): string {
  return `${name}（${sizeInWords(size)}）`;
}
