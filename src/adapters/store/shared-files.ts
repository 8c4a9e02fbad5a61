import type { NewFile } from '../../domain/file.ts';
import type { Files } from '../../ports/files.ts';

/** A file that several read at once, or that somebody still has, is in memory once: what an id means never changes. */
export function shareReads(files: Files): Files {
  const held = new Map<string, WeakRef<Uint8Array>>();
  const reading = new Map<string, Promise<NewFile | null>>();

  const readOnce = async (id: string): Promise<NewFile | null> => {
    const file = await files.read(id);
    for (const [other, bytes] of held) if (bytes.deref() === undefined) held.delete(other);
    if (file !== null) held.set(id, new WeakRef(file.bytes));
    return file;
  };

  return {
    ...files,
    async read(id) {
      const bytes = held.get(id)?.deref();
      // It may have been removed since.
      const facts = bytes === undefined ? null : await files.find(id);
      if (bytes !== undefined) return facts && { name: facts.name, mime: facts.mime, bytes };
      const under = reading.get(id) ?? readOnce(id).finally(() => reading.delete(id));
      reading.set(id, under);
      return under;
    },
  };
}
