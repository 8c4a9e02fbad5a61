import type { Log } from '../../ports/log.ts';
import { ingestPath, type IngestDeps, type IngestReport } from './ingest.ts';

/** Folders of KNOWLEDGE_DIR that hold something other than documents. */
export const reservedFolders: readonly string[] = ['integrity', 'forms', 'sms', 'holidays'];

export type FolderDeps = IngestDeps & {
  log: Log;
  /** Names of the collections: the folders below KNOWLEDGE_DIR. */
  listCollections: () => Promise<string[]>;
  /** Where a collection, or a document by its id, lies. */
  pathOf: (name: string) => string;
};

/** Keeps the store equal to KNOWLEDGE_DIR: one collection a folder. */
export function createKnowledgeFolder(deps: FolderDeps): { sync(): Promise<void> } {
  // A file that cannot be read is told once, and again when it has changed what is wrong with it.
  const told = new Map<string, string>();
  let lastLook = '';

  async function look(): Promise<string> {
    const collections = await deps.listCollections();
    const files = await Promise.all(collections.map((name) => deps.files.list(deps.pathOf(name))));
    return JSON.stringify([collections, files.flat().map((file) => [file.path, file.modifiedAt, file.size])]);
  }

  return {
    async sync() {
      const seen = await look();
      if (seen === lastLook) return;
      for (const collection of await deps.listCollections()) {
        const report = await ingestPath(deps, { path: deps.pathOf(collection), collection });
        tell(deps.log, { collection, report, told });
      }
      await forgetCollections(deps);
      lastLook = seen;
    },
  };
}

function tell(log: Log, of: { collection: string; report: IngestReport; told: Map<string, string> }): void {
  const { added, changed, removed } = of.report;
  if (added.length + changed.length + removed.length > 0) {
    const counts = { added: added.length, changed: changed.length, removed: removed.length };
    log.info({ collection: of.collection, ...counts }, 'knowledge folder read');
  }
  for (const { file, message } of of.report.failed) {
    if (of.told.get(file) === message) continue;
    of.told.set(file, message);
    log.warn({ collection: of.collection, file, reason: message }, 'document cannot be read');
  }
}

/** A collection whose folder was deleted or renamed leaves with its documents; what came by hand is not of a folder. */
async function forgetCollections(deps: FolderDeps): Promise<void> {
  const present = new Set(await deps.listCollections());
  const gone = (await deps.documents.list())
    .filter(({ origin, collection, id }) => !present.has(collection) && origin === deps.pathOf(id))
    .map(({ id }) => id);
  if (gone.length > 0) await deps.documents.remove(gone);
}
