import type { Queue } from '../../../base/queue.ts';
import type { Embedder } from '../../../ports/embedder.ts';
import type { Documents } from './documents.ts';

/** Passages embedded at a time: what an embedder sends in two requests. */
const together = 20;
/** Passages embedded in one step, after which the caller may do something else. */
const oneStep = 200;

type Making = {
  embedder: Embedder;
  /** Runs between changes of the documents. */
  change: Queue;
  signal: AbortSignal;
};

/** Makes vectors for some of the passages that have none; returns how many. */
export async function makeVectors(documents: Documents, { embedder, change, signal }: Making): Promise<number> {
  let made = 0;
  while (made < oneStep) {
    const waiting = documents.waiting(together);
    if (waiting.length === 0) return made;
    const vectors = await embedder.embed(
      waiting.map(({ text }) => text),
      signal,
    );
    await change(async () => {
      for (const [i, one] of waiting.entries()) documents.addVector(one, vectors[i] ?? new Float32Array());
    });
    made += waiting.length;
  }
  return made;
}
