import { dimensionOf, type DocumentVectors } from '../vectors.ts';
import type { FileRef } from './sections.ts';
import type { VectorsByPrint } from './vectors-file.ts';

/** A file of vectors of one dimension: of which documents, and how many each had. */
export type Block = { ref: FileRef; dimension: number; counts: ReadonlyMap<number, number> };

export type BlockPlan = {
  /** Blocks that stay as they are. */
  stay: readonly Block[];
  /** What is to be written, one file each. */
  write: readonly VectorsByPrint[];
};

/** Bytes of values after which a block is closed: it is copied to be written. */
const largest = 32 * 1024 * 1024;
/** Small blocks that are put together. */
const together = 8;

/** Says how what is held gets onto the disk with little writing: what is new, and blocks that are mostly dead or tiny. */
export function planBlocks(blocks: readonly Block[], held: VectorsByPrint): BlockPlan {
  const newest = new Map<number, Block>();
  for (const block of blocks) for (const print of block.counts.keys()) newest.set(print, block);
  const living = new Map(
    blocks.map((block) => {
      const isLiving = ([print, count]: [number, number]): boolean => {
        const vectors = held.get(print);
        if (!vectors || newest.get(print) !== block) return false;
        return vectors.count === count && dimensionOf(vectors) === block.dimension;
      };
      return [block, [...block.counts].filter(isLiving).map(([print]) => print)];
    }),
  );
  const livingIn = (block: Block): readonly number[] => living.get(block) ?? [];
  const small = blocks.filter(({ ref }) => ref.bytes < largest / 2);
  const isWorn = (block: Block): boolean =>
    livingIn(block).length * 2 < block.counts.size || (small.length >= together && small.includes(block));
  const stay = blocks.filter((block) => !isWorn(block));
  const written = new Set(stay.flatMap(livingIn));
  return { stay, write: intoBlocks([...held].filter(([print]) => !written.has(print))) };
}

function intoBlocks(vectors: readonly (readonly [number, DocumentVectors])[]): VectorsByPrint[] {
  const blocks: Map<number, DocumentVectors>[] = [];
  let size = Infinity;
  for (const [print, one] of vectors) {
    if (size >= largest) {
      blocks.push(new Map());
      size = 0;
    }
    blocks.at(-1)?.set(print, one);
    size += one.values.byteLength;
  }
  return blocks;
}

/** `vectors`: what is in the file; at least one document. */
export function blockOf(ref: FileRef, vectors: VectorsByPrint): Block {
  const [first] = vectors.values();
  const counts = new Map([...vectors].map(([print, one]) => [print, one.count]));
  return { ref, dimension: first ? dimensionOf(first) : 0, counts };
}
