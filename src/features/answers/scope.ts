import type { Gazetteer } from '../../domain/gazetteer.ts';
import { findOrganizations } from './organizations.ts';
import type { Question } from './question.ts';

/** Normalised: a sentence and what stands above it. */
export type Placed = { sentence: string; above: string };

/** A sentence speaks of the places it names; one that names none speaks of those above it. */
export function isInScope(gazetteer: Gazetteer, question: Question, texts: Placed): boolean {
  const own = gazetteer.placesIn(texts.sentence);
  const above = gazetteer.placesIn(texts.above);
  if (!question.organizations.every((name) => isOrganizationInScope(name, texts))) return false;
  return question.places.every((place) => {
    const covers = (other: string): boolean => gazetteer.contains(place, other);
    if (own.some(covers)) return true;
    // A sentence that names only what its headings name as well still speaks of all of them.
    return above.some(covers) && own.every((other) => above.includes(other));
  });
}

/** Characters at the head of a sentence in which its subject is named. */
const subjectLength = 20;

/** A sentence about another organization is not about this one, whatever its headings say. */
function isOrganizationInScope(name: string, texts: Placed): boolean {
  if (shareOf(name, texts.sentence) >= 0.6) return true;
  return (
    shareOf(name, texts.above) >= 0.6 && findOrganizations(texts.sentence.slice(0, subjectLength), []).length === 0
  );
}

/** Every quoted name and figure of the question stands with the sentence. */
export function hasNamed(question: Question, texts: Placed & { passage: string }): boolean {
  const reachable = `${texts.sentence} ${texts.above} ${texts.passage}`;
  return (
    question.names.every((name) => shareOf(name, reachable) >= 0.8) &&
    question.figures.every((figure) => hasFigure(figure, reachable))
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
export function placeOf(gazetteer: Gazetteer, { sentence, above }: Placed): string | null {
  return gazetteer.placesIn(sentence)[0] ?? gazetteer.placesIn(above)[0] ?? null;
}
