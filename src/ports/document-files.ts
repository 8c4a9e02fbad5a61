import type { ReadDocument } from '../domain/document.ts';

/**
 * A readable file. `relative` is its path below the folder it was found in, with `/`; its name when it was named itself.
 * `modifiedAt` (epoch ms) and `size` (bytes) take the side file with its facts into account, so that any change shows.
 */
export type DocumentFile = { path: string; relative: string; modifiedAt: number; size: number };

/** A file taken into memory: `content` is all its hash is made of; `read` makes a document of it, which may take seconds. */
export type OpenedFile = { content: Uint8Array; read(): Promise<ReadDocument> };

/** Files that can become documents. */
export interface DocumentFiles {
  /** Readable files at a path: the file itself, or all below a folder by name. Throws `input/invalid` when there is nothing. */
  list(path: string): Promise<DocumentFile[]>;
  /** Neither understands nor checks it yet. `open` and `read` throw `input/invalid` with a sentence that names the file. */
  open(file: DocumentFile): Promise<OpenedFile>;
  /** Ends what works in the background; a file may be opened afterwards all the same. */
  close(): Promise<void>;
}
