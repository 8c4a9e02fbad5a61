import type { Day } from '../../base/calendar.ts';
import type { Gazetteer } from '../../domain/gazetteer.ts';
import type { Synonyms } from '../../domain/synonyms.ts';
import type { PassageIndex } from '../../ports/passage-index.ts';

export type AnswerDeps = {
  index: PassageIndex;
  gazetteer: Gazetteer;
  /** As they stand now; staff may change them while the bot runs. */
  synonyms: () => Synonyms;
  /** The day a document must be in force. */
  today: () => Day;
  /** Text as it is matched: simplified, NFKC, without stray spaces. */
  normalise: (text: string) => string;
};
