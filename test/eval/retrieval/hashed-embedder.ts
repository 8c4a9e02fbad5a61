import type { Embedder } from '../../../src/ports/embedder.ts';
import { vectorOf } from '../../support/openai-emulator-vectors.ts';

/**
 * Vectors of hashed pairs of characters: the same in every run, without a model. They show that the path works and how long
 * it takes; they say nothing of the quality of real embeddings, since they know no more than the words do.
 */
export function createHashedEmbedder(dimension: number): Embedder {
  return {
    fingerprint: `hashed pairs ${dimension}`,
    embed: async (texts) =>
      texts.map((text) => {
        const vector = vectorOf(text, dimension);
        const length = Math.hypot(...vector);
        return Float32Array.from(vector, (number) => number / length);
      }),
  };
}
