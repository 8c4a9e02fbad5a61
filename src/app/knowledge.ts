import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../base/errors.ts';
import { createIndexFollower } from '../features/knowledge/follow.ts';
import { createKnowledgeFolder, reservedFolders } from '../features/knowledge/folder.ts';
import { ingestPath, type IngestReport } from '../features/knowledge/ingest.ts';
import { ingestLines } from '../features/knowledge/lines.ts';
import type { DocumentFiles } from '../ports/document-files.ts';
import type { Documents } from '../ports/documents.ts';
import type { Log } from '../ports/log.ts';
import type { PassageIndex } from '../ports/passage-index.ts';

type Progress = (done: number, of: number) => void;

export type KnowledgeDeps = {
  folder: string;
  files: DocumentFiles;
  documents: Documents;
  index: PassageIndex;
  log: Log;
};

/** The knowledge base as commands and the server use it. */
export type Knowledge = {
  /** Reads what changed in KNOWLEDGE_DIR and takes over what any process stored; the index is then up to date. */
  refresh(): Promise<void>;
  /** Only the second half of it, which is cheap. */
  catchUp(): Promise<void>;
  ingest(from: { path: string; collection: string }, onProgress: Progress): Promise<IngestReport>;
  ingestLines(
    from: { lines: AsyncIterable<string>; name: string; collection: string },
    onProgress: Progress,
  ): Promise<{ documents: number; passages: number }>;
  /** Throws `record/not-found`. Returns the id. */
  remove(id: string): Promise<string>;
};

export function createKnowledge(deps: KnowledgeDeps): Knowledge {
  const { documents, files, index } = deps;
  const follower = createIndexFollower({ documents, index });
  const folder = createKnowledgeFolder({
    files,
    documents,
    log: deps.log,
    listCollections: () => listCollections(deps.folder),
    pathOf: (name) => join(deps.folder, name),
  });

  return {
    async refresh() {
      await folder.sync();
      await follower.catchUp();
    },
    catchUp: () => follower.catchUp(),
    ingest: (from, onProgress) => ingestPath({ files, documents }, from, onProgress),
    ingestLines: (from, onProgress) => ingestLines(documents, from, onProgress),
    async remove(id) {
      if ((await documents.remove([id])) > 0) return id;
      throw new AppError('record/not-found', `没有编号为 ${id} 的资料，请用 qingyu documents list 查看。`);
    },
  };
}

async function listCollections(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    // Only a folder that is not there is empty: what cannot be read now must not take its documents away.
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw new AppError('input/invalid', `读不了资料文件夹 ${folder}，请检查 KNOWLEDGE_DIR 和文件夹权限。`, { cause });
  });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !reservedFolders.includes(entry.name))
    .map(({ name }) => name)
    .sort();
}
