import type { Gazetteer } from '../../domain/gazetteer.ts';
import type { Hit } from '../../ports/passage-index.ts';
import type { AnswerDeps } from './deps.ts';
import type { Question, Unit } from './question.ts';
import { sentencesOf } from './sentences.ts';

/** A sentence that may carry the answer. Scores are 0..1. */
export type Evidence = {
  hit: Hit;
  /** Verbatim, and where it begins in the passage. */
  text: string;
  at: number;
  /** Share of the question's words that the sentence and what stands above it carry. */
  coverage: number;
  /** The same, with the whole passage counted fully. */
  passageCoverage: number;
  score: number;
};

export type EvidenceDeps = Pick<AnswerDeps, 'normalise' | 'gazetteer'>;

type Texts = { sentence: string; before: string; above: string; passage: string };

/** How much a word counts where it was found: in the sentence, before it, in its headings, elsewhere in its passage. */
const reach = { sentence: 1, before: 0.8, above: 0.9, passage: 0.55 };

const date = /\d{4}年|\d{1,2}月\d{1,2}[日号]|\d{4}-\d{2}-\d{2}|每[年月周日天季]|周[一二三四五六日]|\d+年/;

/** All sentences of the hits that are about what the question names, best first. */
export function collectEvidence(deps: EvidenceDeps, question: Question, hits: readonly Hit[]): Evidence[] {
  const best = Math.max(...hits.map(({ score }) => score), Number.EPSILON);
  return hits
    .flatMap((hit) => readHit(deps, question, { hit, rank: hit.score / best }))
    .sort((a, b) => b.score - a.score);
}

function readHit(deps: EvidenceDeps, question: Question, of: { hit: Hit; rank: number }): Evidence[] {
  const { passage, title } = of.hit;
  const above = deps.normalise(`${title} ${passage.section}`);
  const whole = deps.normalise(passage.text);
  const sentences = sentencesOf(passage.text);
  return sentences.flatMap(({ text, at }, index): Evidence[] => {
    const before = sentences[index - 1]?.text ?? '';
    const texts = { sentence: deps.normalise(text), before: deps.normalise(before), above, passage: whole };
    if (!isAbout(deps.gazetteer, question, texts) || !isOfKind(question, texts)) return [];
    const coverage = coverageOf(question.units, texts);
    const passageCoverage = coverageOf(question.units, { ...texts, sentence: `${above} ${whole}` });
    const score = coverage + 0.15 * of.rank + 0.1 * closeness(question, texts.sentence);
    return [{ hit: of.hit, text, at, coverage, passageCoverage, score }];
  });
}

/** The guard: every place, organization, quoted name and figure of the question stands with the sentence. */
function isAbout(gazetteer: Gazetteer, question: Question, texts: Texts): boolean {
  if (!question.places.every((place) => isInScope(gazetteer, place, texts))) return false;
  const near = `${texts.sentence} ${texts.above}`;
  if (!question.organizations.every((name) => shareOf(name, near) >= 0.6)) return false;
  const reachable = `${near} ${texts.passage}`;
  return (
    question.names.every((name) => shareOf(name, reachable) >= 0.8) &&
    question.figures.every((figure) => hasFigure(figure, reachable))
  );
}

/** A sentence speaks of the places it names; one that names none speaks of those above it. */
function isInScope(gazetteer: Gazetteer, place: string, texts: Texts): boolean {
  const own = gazetteer.placesIn(texts.sentence);
  const above = gazetteer.placesIn(texts.above);
  if (own.includes(place)) return true;
  if (own.length === 0) return above.some((other) => gazetteer.agree(place, other));
  return (
    own.some((other) => gazetteer.agree(place, other)) ||
    (above.includes(place) && own.every((other) => above.includes(other)))
  );
}

function isOfKind(question: Question, texts: Texts): boolean {
  if (question.want === 'number') return hasMeasured(question.measure, texts.sentence);
  if (question.want === 'date') return date.test(texts.sentence);
  return true;
}

function hasMeasured(measure: string | null, text: string): boolean {
  if (measure === '%') return /\d+(?:\.\d+)?%|百分之|\d+成/.test(text);
  if (measure === '元') return /\d[\d.]*(?:余|多)?[万亿千百]*元/.test(text);
  if (measure === null || measure === '个' || measure === '款') return /\d/.test(text);
  const unit = /^(?:人|名|位)$/.test(measure) ? '(?:人|名|位|妇女|\\p{Script=Han})' : measure.replace('场次', '场');
  return new RegExp(`\\d[\\d.]*(?:余|多)?[万亿千百]*(?:余|多)?(?:${unit}|个)`, 'u').test(text);
}

function coverageOf(units: readonly Unit[], texts: Texts): number {
  const total = units.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return 0;
  const found = units.reduce((sum, { text, weight }) => sum + weight * bestShare(text, texts), 0);
  return found / total;
}

function bestShare(unit: string, texts: Texts): number {
  return Math.max(
    reach.sentence * shareOf(unit, texts.sentence),
    reach.before * shareOf(unit, texts.before),
    reach.above * shareOf(unit, texts.above),
    reach.passage * shareOf(unit, texts.passage),
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

function hasFigure(figure: string, text: string): boolean {
  return new RegExp(`(?<!\\d)${figure.replace('.', '\\.')}(?!\\d)`).test(text);
}

/** Share of the question's pairs of characters that stand in the sentence: prefers the sentence that says it the same way. */
function closeness(question: Question, sentence: string): number {
  const pairs = question.text.length - 1;
  if (pairs < 1) return 0;
  let found = 0;
  for (let at = 0; at < pairs; at += 1) if (sentence.includes(question.text.slice(at, at + 2))) found += 1;
  return found / pairs;
}
