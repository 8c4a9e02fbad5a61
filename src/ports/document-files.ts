import type { ReadDocument } from '../domain/document.ts';

/** A readable file. `relative` is its path below the folder it was found in, with `/`; its name when it was named itself. */
export type DocumentFile = { path: string; relative: string; modifiedAt: number; size: number };

/** Files that can become documents. */
export interface DocumentFiles {
  /** Readable files at a path: the file itself, or all below a folder by name. Throws `input/invalid` when there is nothing. */
  list(path: string): Promise<DocumentFile[]>;
  /** Reads one; throws `input/invalid` with a sentence that names the file. `content` is what its hash is made of. */
  read(file: DocumentFile): Promise<{ content: Uint8Array; document: ReadDocument }>;
}
