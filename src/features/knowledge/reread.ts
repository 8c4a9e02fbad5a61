import type { Document, DocumentContent } from '../../domain/document.ts';
import { asSaid } from './change.ts';
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
    const collection = collectionInId(document);
    const content = file === null ? null : await readChanged(deps.files, { file, collection, known, report });
    if (content) await deps.documents.put([ofPeople(content, document)]);
    onProgress(index + 1, documents.length);
  }
  return report;
}

/** Where a file lies that was brought through the console. */
const brought = /[\\/]uploads[\\/][0-9a-f]{32}[\\/][^\\/]+$/u;

/** What people said in the console of a file they brought stands, whatever the file says. */
function ofPeople(read: DocumentContent, before: Document): DocumentContent {
  if (before.origin === null || !brought.test(before.origin)) return read;
  return { ...read, document: asSaid(before, read.document) };
}

/** A document that was moved to another collection keeps its id. */
function collectionInId({ id, collection, origin }: Document): string {
  return origin !== null && brought.test(origin) ? id.slice(0, id.indexOf('/')) : collection;
}

/** The file under the name that it has in its collection. */
async function fileOf({ files }: IngestDeps, document: Document) {
  const { id, origin } = document;
  if (origin === null) return null;
  const [file] = await files.list(origin).catch(() => []);
  return file ? { ...file, relative: id.slice(collectionInId(document).length + 1) } : null;
}
