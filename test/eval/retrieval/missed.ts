import type { PassageIndex } from '../../../src/ports/passage-index.ts';
import { options, questionsOf } from './measure.ts';
import type { QuestionSet } from './sets.ts';
import type { Trap } from './traps.ts';

/** A question that found no passage of its own; `place` of the best of them from 1, null when it is farther down. */
export type Missed = { question: string; place: number | null };

/** How far down is looked for what was missed. */
const looked = 100;

/** Questions none of whose passages is among the first ones a search gives. */
export async function findMissed(index: PassageIndex, set: QuestionSet, trap: Trap | null): Promise<Missed[]> {
  const missed: Missed[] = [];
  for (const { text, relevant } of questionsOf(set, trap)) {
    const placeWithin = async (limit: number): Promise<number> =>
      (await index.search(text, { ...options, limit })).findIndex(({ passage }) => relevant.has(passage.id));
    if ((await placeWithin(options.limit)) >= 0) continue;
    const at = await placeWithin(looked);
    missed.push({ question: text, place: at < 0 ? null : at + 1 });
  }
  return missed;
}
