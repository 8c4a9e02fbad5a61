import { AppError } from '../../base/errors.ts';
import type { Document, DocumentContent } from '../../domain/document.ts';
import type { DocumentFile, DocumentFiles } from '../../ports/document-files.ts';
import type { Store } from '../../ports/store.ts';
import type { UploadedFiles } from '../../ports/uploaded-files.ts';
import type { Clock } from '../../ports/clock.ts';
import { hashOf, titleOfFile } from './ingest.ts';
import { splitIntoPassages } from './split.ts';

export type UploadDeps = {
  store: Store;
  clock: Clock;
  files: DocumentFiles;
  uploads: UploadedFiles;
  /** Brings the index up to what was stored. */
  onChanged: () => Promise<void>;
};

/** `by`: who brings it. */
export type BroughtFile = { name: string; collection: string; bytes: Uint8Array; by: string };

/**
 * What came of it. `unchanged`: this very file is there; `duplicate`: its content is, under the ids of `twins`, and nothing
 * was added; `changed`: it took the place of the file of the same name.
 */
export type Brought = {
  outcome: 'added' | 'changed' | 'unchanged' | 'duplicate';
  id: string;
  title: string;
  passages: number;
  twins: { id: string; title: string }[];
};

/** Bytes of a name in a file system, less what we put behind it. */
const longestName = 200;

/**
 * Reads a file into a collection. It lies aside until it is read; then file and document take their places, the document in
 * one transaction: whatever ends the process leaves the knowledge base as it was before or after.
 * Throws `input/invalid` with why it cannot be read.
 */
export async function bringFile(deps: UploadDeps, brought: BroughtFile): Promise<Brought> {
  const name = assertName(brought.name);
  const { store } = deps;
  const id = `${brought.collection}/uploads/${name}`;
  const hash = hashOf(brought.bytes);
  const before = await store.documents.findKept(id);
  assertReplaceable(deps, before, brought.collection);
  const twins = await store.documents.withContent(hash);
  if (before !== null && twins.some((twin) => twin.id === id))
    return { outcome: 'unchanged', id, title: before.title, passages: before.passages, twins: [] };
  const [twin] = twins;
  if (twin !== undefined) return { outcome: 'duplicate', id: twin.id, title: twin.title, passages: 0, twins };

  const content = await readIn(deps, { ...brought, name }, { id, hash });
  // Another file of this name may have come meanwhile: the one that is there now is the one that is replaced.
  const replaced = await store.transaction(async (records) => {
    await records.documents.lock();
    const there = await records.documents.findKept(id);
    await records.documents.put([content], brought.by);
    const { title } = content.document;
    const detail = { title, passages: content.passages.length, file: name, replaced: there !== null };
    await records.audit.append({ at: deps.clock.now(), who: brought.by, action: 'document/add', subject: id, detail });
    return there;
  });
  const old = replaced?.origin ?? null;
  if (old !== null && old !== content.document.origin) await deps.uploads.remove(old);
  await deps.onChanged();
  const { title } = content.document;
  return { outcome: replaced ? 'changed' : 'added', id, title, passages: content.passages.length, twins: [] };
}

async function readIn(
  { files, uploads }: UploadDeps,
  { name, collection, bytes }: BroughtFile,
  { id, hash }: { id: string; hash: string },
): Promise<DocumentContent> {
  const received = await uploads.receive({ name, bytes });
  try {
    const read = await readReceived(files, received);
    const passages = splitIntoPassages(id, read.blocks);
    if (passages.length === 0) throw new AppError('input/invalid', `${name} 里没有正文。`);
    const origin = await uploads.keep(received, hash);
    return {
      document: { id, collection, title: read.title ?? titleOfFile(name), ...read.facts, origin, hash },
      passages,
    };
  } catch (error) {
    await uploads.remove(received.path);
    throw error;
  }
}

async function readReceived(files: DocumentFiles, received: DocumentFile) {
  // Asked by its path, for a name that no reader takes is told here.
  const [file] = await files.list(received.path);
  if (file === undefined) throw new AppError('input/invalid', `读不了 ${received.relative}，请再传一次。`);
  return (await files.open(file)).read();
}

/** A name alone: whatever could lead elsewhere is refused. */
function assertName(written: string): string {
  const name = written.normalize('NFC').trim();
  const isName =
    name !== '' &&
    !/[\\/\p{Cc}\p{Cs}\p{Bidi_Control}<>:"|?*]/u.test(name) &&
    !name.startsWith('.') &&
    !name.startsWith('~$');
  if (!isName) throw new AppError('input/invalid', `文件名“${name}”不行，请去掉其中的特殊符号，改名后再传。`);
  if (Buffer.byteLength(name) <= longestName) return name;
  throw new AppError('input/too-long', `文件名太长（${[...name].slice(0, 20).join('')}…），请改短一些再传。`);
}

function assertReplaceable({ uploads }: UploadDeps, before: Document | null, collection: string): void {
  if (before === null) return;
  if (before.origin !== null && !uploads.isOurs(before.origin))
    throw new AppError('record/conflict', `资料文件夹“${collection}”里已有同名的文件，请改个文件名再传。`);
  if (before.collection === collection) return;
  throw new AppError(
    'record/conflict',
    `同名的文件已在资料集“${before.collection}”里（从“${collection}”移过去的），请改个文件名，或传到那个资料集。`,
  );
}
