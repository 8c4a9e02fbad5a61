import type { Gazetteer } from '../../domain/gazetteer.ts';
import { waysToWrite } from './measure.ts';
import type { Placed } from './prepared.ts';
import type { Question } from './question.ts';
import { hasRole, type Role } from './roles.ts';

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
    return above.some(covers) && at.sentence.leading.every((other) => above.includes(other));
  });
}

/** A sentence about another organization is not about this one, whatever its headings say. */
function isOrganizationInScope(name: string, { sentence, above }: InPlace): boolean {
  if (namesOrganization(name, sentence.normal)) return true;
  return namesOrganization(name, above.normal) && !sentence.ownOrganization;
}

function namesOrganization(name: string, text: string): boolean {
  return shareOf(name, text) >= 0.6 || isShortFor(name, text);
}

/** 知产 for 知识产权服务业协会: the first characters of its words, in order, before the kind of organization. */
function isShortFor(name: string, text: string): boolean {
  if (!/^\p{Script=Han}{2,3}$/u.test(name)) return false;
  const spread = [...name].join('\\p{Script=Han}{1,3}');
  return new RegExp(`${spread}\\p{Script=Han}{1,6}(?:协会|商会|学会|联合会|促进会)`, 'u').test(text);
}

/** What is looked through for a name: a sentence, its headings, what stands before it (for a row: its head), its passage. */
export type Surroundings = { sentence: string; above: string; before: string; passage: string };

/** Every quoted name, office and figure of the question stands with the sentence. */
export function hasNamed(question: Question, texts: Surroundings): boolean {
  const reachable = `${texts.sentence} ${texts.above} ${texts.before} ${texts.passage}`;
  return (
    question.names.every((names) => names.some((name) => shareOf(name, reachable) >= 0.8)) &&
    (question.asked === null || reachable.includes(question.asked)) &&
    question.departments.every((name) => isDepartmentInScope(question, name, texts)) &&
    question.roles.every((role) => isRoleInScope(question, role, texts)) &&
    // Whether a figure is right is answered by the figure that is.
    (question.want === 'whether' || question.figures.every((figure) => isFigureInScope(question, figure, texts)))
  );
}

/** A fact about a department stands with its name, not in the list of all of them before it. */
function isDepartmentInScope(
  { want }: Question,
  name: string,
  { sentence, above, before, passage }: Surroundings,
): boolean {
  if (want === 'number') return `${sentence} ${above}`.includes(name);
  return `${sentence} ${above} ${before} ${passage}`.includes(name);
}

/** The sentence decides where it names the office at all, else what stands around it. */
function isRoleInScope(question: Question, role: Role, { sentence, above, before, passage }: Surroundings): boolean {
  if (role.base === '会员') return hasRole(role, sentence) || !/(?:会长|理事|监事)单位/.test(sentence);
  if (sentence.includes(role.base)) return hasRole(role, sentence);
  const isOneFact = ['number', 'date', 'who', 'where'].includes(question.want);
  return hasRole(role, isOneFact ? `${above} ${before}` : `${above} ${before} ${passage}`);
}

/** 2000元 in the sentence is not the 20000元 that is asked about, though that stands beside it. */
function isFigureInScope(
  { text }: Question,
  figure: string,
  { sentence, above, before, passage }: Surroundings,
): boolean {
  if (hasFigure(figure, `${sentence} ${above} ${before}`)) return true;
  const unit = unitOf(figure, text) ?? unitOf(figure, passage);
  const hasOther = unit !== null && new RegExp(`\\d[万亿]?${unit}`).test(sentence);
  return !hasOther && hasFigure(figure, passage);
}

function unitOf(figure: string, text: string): string | null {
  const units = waysToWrite(figure).map(
    (way) => new RegExp(`${way.replace('.', '\\.')}(元|%|[名人家天岁])`).exec(text)?.[1],
  );
  return units.find((unit) => unit !== undefined) ?? null;
}

function hasFigure(figure: string, text: string): boolean {
  return waysToWrite(figure).some((way) =>
    new RegExp(`(?<![\\d.])${way.replace('.', '\\.')}(?![\\d.]*\\d)`).test(text),
  );
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
