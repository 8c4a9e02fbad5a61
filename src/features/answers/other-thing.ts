import type { PreparedSentence } from './prepared.ts';
import type { Question } from './question.ts';

/** Characters in a row that name a thing rather than happen to stand in two sentences. */
const name = 4;

/**
 * A figure of a sentence with a subject of its own is of what that sentence says: 累计捐款… counts nothing of the 老年食堂 that
 * the question and another sentence of the passage name.
 */
export function isOfOtherThing(
  { want, spans }: Question,
  of: { sentence: PreparedSentence; above: string; beside: readonly PreparedSentence[] },
): boolean {
  const { normal, leading, ownOrganization } = of.sentence;
  if (want !== 'number' || (!ownOrganization && leading.length === 0)) return false;
  return spans.some(({ text, weights }) =>
    runsOf(text, weights).some(
      (run) => of.beside.some((other) => other.normal.includes(run)) && !hasPairOf(run, `${normal} ${of.above}`),
    ),
  );
}

/** Runs of it that carry weight. */
function runsOf(text: string, weights: readonly number[]): string[] {
  const starts = Array.from({ length: Math.max(0, text.length - name + 1) }, (_, at) => at);
  return starts
    .filter((at) => weights.slice(at, at + name).every((weight) => weight === 1))
    .map((at) => text.slice(at, at + name));
}

function hasPairOf(run: string, text: string): boolean {
  return [0, 1, 2].some((at) => text.includes(run.slice(at, at + 2)));
}
