import type { Documents } from '../../ports/documents.ts';
import type { IndexWriter } from '../../ports/passage-index.ts';

/** Documents read and put at a time. */
const batchSize = 500;

export type Reconciliation = {
  documents: Documents;
  writer: IndexWriter;
  onProgress?: (done: number, of: number) => void;
};

/**
 * Makes what an index holds equal to the store by comparing hashes: what it lacks or holds otherwise is put, what is gone
 * is removed. Returns the store's revision from which changes have to be followed.
 */
export async function reconcile({ documents, writer, onProgress = () => {} }: Reconciliation): Promise<number> {
  const { revision, hashes } = await documents.hashes();
  const held = await writer.hashes();
  const gone = [...held.keys()].filter((id) => !hashes.has(id));
  if (gone.length > 0) await writer.remove(gone);
  const changed = [...hashes].filter(([id, hash]) => held.get(id) !== hash).map(([id]) => id);
  for (let start = 0; start < changed.length; start += batchSize) {
    await writer.put(await documents.findMany(changed.slice(start, start + batchSize)));
    onProgress(Math.min(start + batchSize, changed.length), changed.length);
  }
  return revision;
}
