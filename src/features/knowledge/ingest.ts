import { createHash } from 'node:crypto';
import { AppError } from '../../base/errors.ts';
import type { DocumentContent } from '../../domain/document.ts';
import type { DocumentFile, DocumentFiles } from '../../ports/document-files.ts';
import type { Documents } from '../../ports/documents.ts';
import { splitIntoPassages, splittingVersion } from './split.ts';

/** What came of an ingestion; `failed` has one sentence a file, the others went in all the same. */
export type IngestReport = {
  added: string[];
  changed: string[];
  unchanged: string[];
  removed: string[];
  failed: { file: string; message: string }[];
};

export type IngestDeps = { files: DocumentFiles; documents: Documents };

/** Documents written to the store at a time; each write is one transaction. */
const batchSize = 50;

export type Known = { id: string; hash: string; origin: string | null };

export function emptyReport(): IngestReport {
  return { added: [], changed: [], unchanged: [], removed: [], failed: [] };
}

/**
 * Reads a file or a folder into a collection: new and changed documents are put, those whose file is gone from the
 * folder are removed. `onProgress` hears of every file looked at.
 */
export async function ingestPath(
  deps: IngestDeps,
  from: { path: string; collection: string },
  onProgress: (done: number, of: number) => void = () => {},
): Promise<IngestReport> {
  const files = await deps.files.list(from.path);
  const known = new Map((await deps.documents.list()).map((document) => [document.id, document]));
  const report = emptyReport();
  const batch: DocumentContent[] = [];

  for (const [index, file] of files.entries()) {
    const content = await readChanged(deps.files, { file, collection: from.collection, known, report });
    if (content) batch.push(content);
    if (batch.length >= batchSize) await deps.documents.put(batch.splice(0));
    onProgress(index + 1, files.length);
  }
  if (batch.length > 0) await deps.documents.put(batch);
  await removeVanished(deps.documents, { files, folder: from.path, known: [...known.values()], report });
  return report;
}

/** Null when the file is as it was or cannot be read; the report says which. */
export async function readChanged(
  files: DocumentFiles,
  of: { file: DocumentFile; collection: string; known: ReadonlyMap<string, Known>; report: IngestReport },
): Promise<DocumentContent | null> {
  const id = `${of.collection}/${of.file.relative}`;
  try {
    const opened = await files.open(of.file);
    const hash = hashOf(opened.content);
    const before = of.known.get(id);
    if (before?.hash === hash && before.origin === of.file.path) {
      of.report.unchanged.push(id);
      return null;
    }
    const document = await opened.read();
    (before ? of.report.changed : of.report.added).push(id);
    const title = document.title ?? titleOfFile(of.file.relative);
    return {
      document: { id, collection: of.collection, title, ...document.facts, origin: of.file.path, hash },
      passages: splitIntoPassages(id, document.blocks),
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    of.report.failed.push({ file: of.file.relative, message: error.message });
    return null;
  }
}

/** What a document without a title is called. */
export function titleOfFile(relative: string): string {
  return relative.replace(/^.*\//, '').replace(/\.[^.]+$/, '');
}

/** Of the bytes of a file, as it is cut by now. */
export function hashOf(content: Uint8Array): string {
  return createHash('sha256').update(`${splittingVersion}\n`).update(content).digest('hex').slice(0, 32);
}

async function removeVanished(
  documents: Documents,
  of: { files: readonly DocumentFile[]; folder: string; known: readonly Known[]; report: IngestReport },
): Promise<void> {
  const present = new Set(of.files.map((file) => file.path));
  const prefix = `${of.folder.replace(/[\\/]+$/, '')}/`;
  const gone = of.known
    .filter(({ origin }) => origin !== null && origin.startsWith(prefix) && !present.has(origin))
    .map(({ id }) => id);
  if (gone.length === 0) return;
  await documents.remove(gone);
  of.report.removed.push(...gone);
}
