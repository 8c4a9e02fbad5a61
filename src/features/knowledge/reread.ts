import type { Document } from '../../domain/document.ts';
import { emptyReport, type IngestDeps, type IngestReport, readChanged } from './ingest.ts';

/**
 * Reads again every document whose file is still there, and puts those that come out differently: the file was changed,
 * or documents are cut in another way by now. A document whose file is gone stays as it is.
 */
export async function rereadDocuments(
  deps: IngestDeps,
  onProgress: (done: number, of: number) => void = () => {},
): Promise<IngestReport> {
  const report = emptyReport();
  const documents = await deps.documents.list();
  const known = new Map(documents.map((document) => [document.id, document]));
  for (const [index, document] of documents.entries()) {
    const file = await fileOf(deps, document);
    const { collection } = document;
    const content = file === null ? null : await readChanged(deps.files, { file, collection, known, report });
    if (content) await deps.documents.put([content]);
    onProgress(index + 1, documents.length);
  }
  return report;
}

/** The file under the name that it has in its collection. */
async function fileOf({ files }: IngestDeps, { id, collection, origin }: Document) {
  if (origin === null) return null;
  const [file] = await files.list(origin).catch(() => []);
  return file ? { ...file, relative: id.slice(collection.length + 1) } : null;
}
