import type { Allowed } from './filter.ts';
import type { Pace } from './pace.ts';
import { firstPiece, passageCount, type Segment } from './segment.ts';
import { createTop } from './top.ts';
import { dot } from './vectors.ts';

/** A passage whose vector lies close to the question's, by its first piece. */
export type Near = { segment: Segment; piece: number };

export type Nearest = {
  /** Nearest first. */
  found: readonly Near[];
  /** Share of the passages looked at that have a vector. */
  coverage: number;
};

/** Numbers multiplied for which a character's worth of work is counted. */
const workOf = 100;

/** Compares with every vector there is among the allowed documents. */
export async function findNearest(
  allowed: Allowed,
  of: { vector: Float32Array; limit: number },
  pace: Pace,
): Promise<Nearest> {
  const top = createTop<Near>(of.limit);
  const seen = { passages: 0, vectors: 0 };
  for (const [segment, isAllowed] of allowed) {
    const { vectors } = segment.documents;
    for (let document = 0; document < vectors.length; document += 1) {
      if (isAllowed[document] === 0) continue;
      const size = passageCount(segment, document);
      const own = vectors[document];
      seen.passages += size;
      if (!own || own.values.length !== size * of.vector.length) continue;
      for (let passage = 0; passage < size; passage += 1) {
        if (own.has[passage] === 0) continue;
        seen.vectors += 1;
        const likeness = dot(of.vector, own.values, passage * of.vector.length);
        if (likeness > top.least()) top.offer(likeness, { segment, piece: firstPiece(segment, { document, passage }) });
      }
      if (pace.isRestDue((size * of.vector.length) / workOf)) await pace.rest();
    }
  }
  return { found: top.values(), coverage: seen.vectors / Math.max(1, seen.passages) };
}
