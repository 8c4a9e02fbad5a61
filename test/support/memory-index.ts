import type { DocumentContent } from '../../src/domain/document.ts';
import type { IndexDraft, IndexWriter, PassageIndex } from '../../src/ports/passage-index.ts';

export type MemoryIndex = PassageIndex & {
  /** Ids of the documents held, in order. */
  ids(): string[];
  /** Sizes of the calls of `put` that had something in them, drafts included. */
  puts: readonly number[];
  /** What happened, in order: keep, startOver, publish, discard. */
  steps: readonly string[];
  shared: boolean;
  current: boolean;
};

type Held = Map<string, DocumentContent>;

/** Holds documents without searching them. */
export function createMemoryIndex(): MemoryIndex {
  const puts: number[] = [];
  const steps: string[] = [];
  let held: Held = new Map();
  const step = (name: string) => async (): Promise<void> => void steps.push(name);

  const index: MemoryIndex = {
    ...writerOf(() => held, puts),
    puts,
    steps,
    shared: false,
    current: true,
    ids: () => [...held.keys()].sort(),
    search: async () => [],
    passagesOf: async (id) => held.get(id)?.passages ?? [],
    size: async () => ({
      documents: held.size,
      passages: [...held.values()].flatMap(({ passages }) => passages).length,
      withoutVector: 0,
    }),
    isCurrent: async () => index.current,
    async startOver(): Promise<IndexDraft> {
      steps.push('startOver');
      const draft: Held = new Map();
      return {
        ...writerOf(() => draft, puts),
        async publish() {
          steps.push('publish');
          held = draft;
          index.current = true;
        },
        discard: step('discard'),
      };
    },
    keep: step('keep'),
    close: step('close'),
  };
  return index;
}

function writerOf(held: () => Held, puts: number[]): IndexWriter {
  return {
    async put(documents) {
      if (documents.length > 0) puts.push(documents.length);
      for (const content of documents) held().set(content.document.id, content);
    },
    async remove(ids) {
      for (const id of ids) held().delete(id);
    },
    hashes: async () => new Map([...held()].map(([id, { document }]) => [id, document.hash])),
    enrich: async () => ({ made: 0, left: 0 }),
  };
}
