import type { NewFile } from '../../domain/file.ts';
import type { Files } from '../../ports/files.ts';

/** Reads a file once for all deliveries of a round that carry it; holds one at a time. Null: it is not there any more. */
export type FileShelf = (id: string) => Promise<NewFile | null>;

export function createFileShelf(files: Pick<Files, 'read'>): FileShelf {
  let held: { id: string; file: Promise<NewFile | null> } | null = null;
  return (id) => {
    if (held?.id !== id) held = { id, file: files.read(id) };
    return held.file;
  };
}
