import type { DocumentContent } from '../../src/domain/document.ts';
import type { PassageIndex } from '../../src/ports/passage-index.ts';

export type MemoryIndex = PassageIndex & {
  /** Ids of the documents held, in order. */
  ids(): string[];
  /** Sizes of the calls of `put` that had something in them. */
  puts: readonly number[];
};

/** Holds documents without searching them. */
export function createMemoryIndex(): MemoryIndex {
  const held = new Map<string, DocumentContent>();
  const puts: number[] = [];
  return {
    puts,
    ids: () => [...held.keys()].sort(),
    async put(documents) {
      if (documents.length > 0) puts.push(documents.length);
      for (const content of documents) held.set(content.document.id, content);
    },
    async remove(ids) {
      for (const id of ids) held.delete(id);
    },
    search: async () => [],
    passagesOf: (id) => held.get(id)?.passages ?? [],
    size: () => ({ documents: held.size, passages: [...held.values()].flatMap(({ passages }) => passages).length }),
  };
}
