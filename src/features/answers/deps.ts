import type { Gazetteer } from '../../domain/gazetteer.ts';
import type { PassageIndex } from '../../ports/passage-index.ts';

export type AnswerDeps = {
  index: PassageIndex;
  gazetteer: Gazetteer;
  /** Text as it is matched: simplified, NFKC, without stray spaces. */
  normalise: (text: string) => string;
};
