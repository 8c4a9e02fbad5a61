import type { DocumentFile } from './document-files.ts';

/** Documents that people bring through the console: their files, as they came. */
export interface UploadedFiles {
  /** Lays a file down where nobody looks for it yet. Its name is checked before. Throws `input/invalid` when it cannot be written. */
  receive(file: { name: string; bytes: Uint8Array }): Promise<DocumentFile>;
  /** Puts a received file in its place, which has the hash in its path; in one step, over one that lies there. Returns the path. */
  keep(received: DocumentFile, hash: string): Promise<string>;
  /** Nothing happens when it is not there, or is none of ours. */
  remove(path: string): Promise<void>;
  isOurs(path: string): boolean;
  /** Removes what was received before an instant (epoch ms) and never kept: whoever received it is gone. Returns how many. */
  tidy(before: number): Promise<number>;
}
