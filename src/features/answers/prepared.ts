import type { Passage } from '../../domain/document.ts';
import type { Hit } from '../../ports/passage-index.ts';
import { type Sentence, sentencesOf } from './sentences.ts';

/** A passage as it is looked through; `above` and `normal` are normalised. */
export type PreparedPassage = { above: string; sentences: readonly (Sentence & { normal: string })[] };

export type PassageReader = (hit: Hit) => PreparedPassage;

/**
 * Normalising is the dear part of an answer, so what was prepared is kept as long as the index holds the passage.
 */
export function createPassageReader(normalise: (text: string) => string): PassageReader {
  const prepared = new WeakMap<Passage, PreparedPassage>();
  return ({ passage, title }) => {
    const known = prepared.get(passage);
    if (known) return known;
    const above = normalise(`${title} ${passage.section}`);
    const sentences = sentencesOf(passage.text).map((sentence) => ({ ...sentence, normal: normalise(sentence.text) }));
    prepared.set(passage, { above, sentences });
    return { above, sentences };
  };
}
