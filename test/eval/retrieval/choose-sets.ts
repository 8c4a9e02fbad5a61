import { joinAndFill } from './scale.ts';
import { type QuestionSet, readSets } from './sets.ts';

export type SetChoice = {
  folder: string;
  /** At most this many questions of each set; null = all. */
  questions: number | null;
  /** All sets in one, filled up to this many passages; null = each for itself. */
  scale: number | null;
};

/** The sets of a folder as a run wants them; empty when there are none. */
export function chooseSets({ folder, questions, scale }: SetChoice): QuestionSet[] {
  const sets = readSets(folder).map((set) => ({ ...set, questions: everyOther(set.questions, questions ?? Infinity) }));
  return scale === null || sets.length === 0 ? sets : [joinAndFill(sets, scale)];
}

/** Evenly over the whole set. */
function everyOther<T>(items: readonly T[], most: number): T[] {
  const step = Math.max(1, Math.ceil(items.length / most));
  return items.filter((_, i) => i % step === 0);
}
