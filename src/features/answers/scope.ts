import type { Gazetteer } from '../../domain/gazetteer.ts';
import type { Placed } from './prepared.ts';
import type { Question } from './question.ts';

/** A sentence and what stands above it. */
export type InPlace = { sentence: Placed; above: Placed };

/** A sentence speaks of the places it names; one that names none speaks of those above it. */
export function isInScope(gazetteer: Gazetteer, question: Question, at: InPlace): boolean {
  const own = at.sentence.places;
  const above = at.above.places;
  if (!question.organizations.every((name) => isOrganizationInScope(name, at))) return false;
  return question.places.every((place) => {
    const covers = (other: string): boolean => gazetteer.contains(place, other);
    if (own.some(covers)) return true;
    // A sentence that names only what its headings name as well still speaks of all of them.
    return above.some(covers) && own.every((other) => above.includes(other));
  });
}

/** A sentence about another organization is not about this one, whatever its headings say. */
function isOrganizationInScope(name: string, { sentence, above }: InPlace): boolean {
  if (shareOf(name, sentence.normal) >= 0.6) return true;
  return shareOf(name, above.normal) >= 0.6 && !sentence.ownOrganization;
}

/** Every quoted name and figure of the question stands with the sentence. */
export function hasNamed(question: Question, texts: { sentence: string; above: string; passage: string }): boolean {
  const reachable = `${texts.sentence} ${texts.above} ${texts.passage}`;
  return (
    question.names.every((name) => shareOf(name, reachable) >= 0.8) &&
    (question.asked === null || reachable.includes(question.asked)) &&
    // Whether a figure is right is answered by the figure that is.
    (question.want === 'whether' || question.figures.every((figure) => hasFigure(figure, reachable)))
  );
}

function hasFigure(figure: string, text: string): boolean {
  return new RegExp(`(?<!\\d)${figure.replace('.', '\\.')}(?!\\d)`).test(text);
}

/** 1 when the text has the word, else the share of its pairs of characters, so that one wrong character does not undo it. */
export function shareOf(unit: string, text: string): number {
  if (text.includes(unit)) return 1;
  const pairs = Math.max(1, unit.length - 1);
  let found = 0;
  for (let at = 0; at < pairs; at += 1) if (text.includes(unit.slice(at, at + 2))) found += 1;
  const share = found / pairs;
  return share >= 0.3 ? share : 0;
}

/** The place a sentence speaks of, null when neither it nor its headings name one. */
export function placeOf({ sentence, above }: InPlace): string | null {
  return sentence.places[0] ?? above.places[0] ?? null;
}
