import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { AppError } from '../base/errors.ts';
import { createIndexFollower } from '../features/knowledge/follow.ts';
import { createKnowledgeFolder, reservedFolders } from '../features/knowledge/folder.ts';
import { ingestPath, type IngestReport } from '../features/knowledge/ingest.ts';
import { ingestLines } from '../features/knowledge/lines.ts';
import { rebuildIndex, type RebuildStep } from '../features/knowledge/rebuild.ts';
import { rereadDocuments } from '../features/knowledge/reread.ts';
import type { DocumentFiles } from '../ports/document-files.ts';
import type { Documents } from '../ports/documents.ts';
import type { Log } from '../ports/log.ts';
import type { PassageIndex } from '../ports/passage-index.ts';
import type { Exclusive } from './exclusive.ts';

/** How long a command waits for another process that fills the index. */
const fillPatienceMs = 60_000;
/** Vectors that a crash may cost: they are paid for. */
const vectorsAtRisk = 5000;

/** Between two tries to take the index over from a process that writes to it. */
const takeOverPauseMs = 500;

type Progress = (done: number, of: number) => void;

export type KnowledgeDeps = {
  folder: string;
  files: DocumentFiles;
  documents: Documents;
  index: PassageIndex;
  exclusive: Exclusive;
  /** Words that mean the same, from a file that is read again with the folder. */
  synonyms: { refresh(): Promise<void> };
  log: Log;
};

export type ReindexStep = RebuildStep | { what: 'files'; done: number; of: number };

/** The knowledge base as commands and the server use it. */
export type Knowledge = {
  /** Reads what changed in KNOWLEDGE_DIR and takes over what any process stored; the index is then up to date. */
  refresh(): Promise<void>;
  /** Only the first half of it. */
  readFolder(): Promise<void>;
  /** Only the second half of it, which is cheap. */
  catchUp(): Promise<void>;
  /** False while the index is being filled for the first time: what it does not find may be there all the same. */
  isFilled(): boolean;
  ingest(from: { path: string; collection: string }, onProgress: Progress): Promise<IngestReport>;
  ingestLines(
    from: { lines: AsyncIterable<string>; name: string; collection: string },
    onProgress: Progress,
  ): Promise<{ documents: number; passages: number }>;
  /** Throws `record/not-found`. Returns the id. */
  remove(id: string): Promise<string>;
  /** Makes some of the vectors that passages lack; true when there is more to do. */
  enrich(signal: AbortSignal): Promise<boolean>;
  /**
   * Reads documents with a file again and makes the index anew; throws `record/conflict` when another process does that
   * just now. Answers come from the old index until it is done.
   */
  reindex(
    signal: AbortSignal,
    onProgress: (step: ReindexStep) => void,
  ): Promise<{ reread: number; failed: IngestReport['failed']; documents: number; passages: number }>;
  /** The same when what the index holds was made in another way, and nobody else does it. */
  rebuildWhenStale(signal: AbortSignal): Promise<void>;
};

export function createKnowledge(deps: KnowledgeDeps): Knowledge {
  const { documents, files, index } = deps;
  const exclusively = (name: string, work: () => Promise<void>): Promise<boolean> =>
    index.shared ? deps.exclusive(name, work) : work().then(() => true);
  const follower = createIndexFollower({ documents, index, exclusively: (work) => exclusively('index', work) });
  let unkept = 0;
  const rebuilding = { documents, index, follower, pauseMs: takeOverPauseMs };
  const folder = createKnowledgeFolder({
    files,
    documents,
    log: deps.log,
    listCollections: () => listCollections(deps.folder),
    pathOf: (name) => join(deps.folder, name),
  });

  const readFolder = async (): Promise<void> => {
    await deps.synonyms.refresh();
    await folder.sync();
  };

  return {
    async refresh() {
      await readFolder();
      await follower.catchUp();
      const began = performance.now();
      while (!follower.isFilled()) {
        if (performance.now() - began > fillPatienceMs) throw notFilled();
        await setTimeout(takeOverPauseMs);
        await follower.catchUp();
      }
    },
    readFolder,
    catchUp: () => follower.catchUp(),
    isFilled: () => follower.isFilled(),
    ingest: (from, onProgress) => ingestPath({ files, documents }, from, onProgress),
    ingestLines: (from, onProgress) => ingestLines(documents, from, onProgress),
    async remove(id) {
      if ((await documents.remove([id])) > 0) return id;
      throw new AppError('record/not-found', `没有编号为 ${id} 的资料，请在资料列表里核对。`);
    },
    async enrich(signal) {
      let more = false;
      await exclusively('vectors', async () => {
        const { made, left } = await index.enrich(signal);
        more = made > 0 && left > 0;
        unkept += made;
        if (unkept < vectorsAtRisk && left > 0) return;
        if (unkept > 0) await index.keep();
        unkept = 0;
      });
      return more;
    },
    async reindex(signal, onProgress) {
      const read = await rereadDocuments({ files, documents }, (done, of) => onProgress({ what: 'files', done, of }));
      if (!(await exclusively('rebuild', () => rebuildIndex(rebuilding, signal, onProgress))))
        throw new AppError('record/conflict', '另一个进程正在重建索引，请等它结束后再试。');
      const { documents: count, passages } = await index.size();
      return { reread: read.changed.length, failed: read.failed, documents: count, passages };
    },
    async rebuildWhenStale(signal) {
      if (await index.isCurrent()) return;
      await exclusively('rebuild', async () => {
        if (await index.isCurrent()) return;
        deps.log.info({}, 'the index was made in another way; it is made anew');
        await rebuildIndex(rebuilding, signal);
      });
    },
  };
}

function notFilled(): AppError {
  return new AppError('index/unavailable', '知识库正由另一个进程载入，请稍后再试。');
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
