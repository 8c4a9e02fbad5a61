import type { Embedder } from '../../src/ports/embedder.ts';

export type ConceptEmbedder = Embedder & {
  /** All texts that were asked for, in order. */
  texts: readonly string[];
  /** From now on it throws this; null = it works. */
  failWith(error: Error | null): void;
};

/**
 * Places texts by the concepts they speak of, each given by its words: texts that use different words of one concept lie
 * close together. It shows that the path works and says nothing of the quality of a real model.
 */
export function createConceptEmbedder(
  concepts: readonly (readonly string[])[],
  fingerprint: string = 'concepts',
): ConceptEmbedder {
  const texts: string[] = [];
  let failure: Error | null = null;
  return {
    fingerprint,
    texts,
    failWith(error) {
      failure = error;
    },
    async embed(asked) {
      // The network takes its time; whatever else waits has its turn.
      await new Promise((resolve) => setImmediate(resolve));
      if (failure) throw failure;
      texts.push(...asked);
      return asked.map((text) => vectorOf(text, concepts));
    },
  };
}

/** Length 1; the last number keeps a text without concepts from being nothing. */
function vectorOf(text: string, concepts: readonly (readonly string[])[]): Float32Array {
  const numbers = [...concepts.map((words) => (words.some((word) => text.includes(word)) ? 1 : 0)), 0.2];
  const length = Math.hypot(...numbers);
  return Float32Array.from(numbers, (number) => number / length);
}
