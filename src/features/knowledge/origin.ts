import { type Document, personsAnswer } from '../../domain/document.ts';

/** Where a document is from: a file of KNOWLEDGE_DIR, the console, a person's answer, or the command line (a file, or lines). */
export type Origin = 'folder' | 'upload' | 'answer' | 'file' | 'lines';

export type OriginDeps = {
  /** Whether a path lies in KNOWLEDGE_DIR. */
  isInFolder: (path: string) => boolean;
  /** Whether a path is a file that came through the console. */
  isUpload: (path: string) => boolean;
};

export function originOf(deps: OriginDeps, { origin, source, id }: Document): Origin {
  if (origin === null) return source === personsAnswer && id.includes('/answers/') ? 'answer' : 'lines';
  if (deps.isUpload(origin)) return 'upload';
  return deps.isInFolder(origin) ? 'folder' : 'file';
}

/** What is said of itself by a file is changed in the file: whatever stood in the store would be lost with its next reading. */
export function mayChange(origin: Origin): boolean {
  return origin === 'upload' || origin === 'answer' || origin === 'lines';
}

/** What lies in the folder would come back. */
export function mayRemove(origin: Origin): boolean {
  return origin !== 'folder';
}
