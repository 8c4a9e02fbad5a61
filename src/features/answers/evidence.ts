import type { Gazetteer } from '../../domain/gazetteer.ts';
import type { Hit } from '../../ports/passage-index.ts';
import type { AnswerDeps } from './deps.ts';
import { coverageOf } from './coverage.ts';
import type { Question } from './question.ts';
import { findOrganizations } from './organizations.ts';
import { sentencesOf } from './sentences.ts';

/** A sentence that may carry the answer. Scores are 0..1. */
export type Evidence = {
  hit: Hit;
  /** Verbatim, and where it begins in the passage. */
  text: string;
  at: number;
  /** Share of the question that the sentence and what stands above it carry. */
  coverage: number;
  /** The same, with the whole passage counted fully. */
  passageCoverage: number;
  score: number;
  /** The places it speaks of, its document where it names none. */
  subject: string;
  /** No sentence of its passage is about something else. */
  isWholeInScope: boolean;
};

export type EvidenceDeps = Pick<AnswerDeps, 'normalise' | 'gazetteer'>;

/** Normalised: the sentence, the one before it, its headings, and what else its passage says of the same places. */
type Texts = { sentence: string; before: string; above: string; passage: string };

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
  const sentences = sentencesOf(passage.text).map((sentence) => ({ ...sentence, normal: deps.normalise(sentence.text) }));
  const inScope = sentences.filter(({ normal }) => isInScope(deps.gazetteer, question, { sentence: normal, above }));
  const isWholeInScope = inScope.length === sentences.length;
  const whole = inScope.map(({ normal }) => normal).join(' ');
  return inScope.flatMap(({ text, at, normal }, index): Evidence[] => {
    const before = isRow(text) ? '' : (inScope[index - 1]?.normal ?? '');
    const texts = { sentence: normal, before, above, passage: whole };
    if (!hasNamed(question, texts) || !isOfKind(question, normal)) return [];
    const coverage = coverageOf(question.spans, [
      { text: texts.sentence, counts: 1 },
      { text: texts.above, counts: 0.9 },
      { text: texts.before, counts: 0.8 },
      { text: texts.passage, counts: 0.55 },
    ]);
    const passageCoverage = coverageOf(question.spans, [{ text: `${above} ${whole}`, counts: 1 }]);
    const score = coverage + 0.15 * of.rank + 0.1 * closeness(question, normal) + formOf(question, { sentence: normal, isWholeInScope });
    return [{ hit: of.hit, text, at, coverage, passageCoverage, score, subject: subjectOf(deps.gazetteer, { hit: of.hit, sentence: normal, above }), isWholeInScope }];
  });
}

function subjectOf(gazetteer: Gazetteer, of: { hit: Hit; sentence: string; above: string }): string {
  const [place = gazetteer.placesIn(of.above)[0]] = gazetteer.placesIn(of.sentence);
  return place ?? of.hit.passage.documentId;
}

/** Every quoted name and figure of the question stands with the sentence. */
function hasNamed(question: Question, texts: Texts): boolean {
  const reachable = `${texts.sentence} ${texts.above} ${texts.passage}`;
  return (
    question.names.every((name) => shareOf(name, reachable) >= 0.8) &&
    question.figures.every((figure) => hasFigure(figure, reachable))
  );
}

/** A sentence speaks of the places it names; one that names none speaks of those above it. */
function isInScope(gazetteer: Gazetteer, question: Question, texts: Pick<Texts, 'sentence' | 'above'>): boolean {
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
function isOrganizationInScope(name: string, texts: Pick<Texts, 'sentence' | 'above'>): boolean {
  if (shareOf(name, texts.sentence) >= 0.6) return true;
  return shareOf(name, texts.above) >= 0.6 && findOrganizations(texts.sentence.slice(0, subjectLength), []).length === 0;
}

function isRow(text: string): boolean {
  return text.startsWith('|');
}

const purpose = /目的|为了|为的是|是为|以便|从而|旨在|因为|由于|助力|促进|促使|使得|增强|作为.{0,12}(?:抓手|手段)/;
const enumeration = /[、；].*[、；]|包括|分别|一是|例如|有以下|如下/;

/** A sentence of the form that is asked for is preferred, one out of an overview of several subjects is not. */
function formOf(question: Question, of: { sentence: string; isWholeInScope: boolean }): number {
  const mixed = of.isWholeInScope ? 0 : -0.08;
  if (question.want === 'why') return mixed + (purpose.test(of.sentence) ? 0.15 : 0);
  if (question.want !== 'list' && question.want !== 'how') return mixed;
  return mixed + (enumeration.test(of.sentence) ? 0.12 : 0);
}

/** 书记是谁, 会长叫什么: asks for the name of a person. */
const asksForPerson = /(书记|会长|主席|主任|局长|市长|部长|院长|负责人|理事长|秘书长|领导|联系人|法人代表|法定代表人)(?:是|叫|姓|为)(?:谁|什么|啥|哪位)/;
const surnames =
  '王李张刘陈杨黄赵周吴徐孙马胡朱郭何罗高林郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤纪';

function hasPerson(role: string, sentence: string): boolean {
  return new RegExp(`${role}(?:是|为|叫|：|:|，)?(?:[${surnames}])\\p{Script=Han}{1,2}`, 'u').test(sentence);
}

function isOfKind(question: Question, sentence: string): boolean {
  if (question.want === 'date') return date.test(sentence);
  const role = asksForPerson.exec(question.text)?.[1];
  if (role !== undefined) return hasPerson(role, sentence);
  if (question.want !== 'number') return !asksOnlyCommon(question);
  // A figure that the question gave is not its answer.
  const rest = question.figures.reduce((text, figure) => text.replaceAll(figure, ' '), sentence);
  return hasMeasured(question.measure, rest) && (!asksOnlyCommon(question) || countsIt(question, rest));
}

/** Nothing but common words: whatever sentence has them would seem to answer. */
function asksOnlyCommon(question: Question): boolean {
  return question.figures.length === 0 && !question.spans.some(({ weights }) => weights.includes(1));
}

/** The sentence counts just what is asked for: 12项制度 for 多少项制度. */
function countsIt(question: Question, sentence: string): boolean {
  if (question.counted === null) return false;
  return new RegExp(`\\d(?:余|多)?[万亿千百]*(?:余|多)?${question.measure ?? ''}.{0,4}${question.counted}`).test(sentence);
}

const numeral = '(?:\\d[\\d.]*|[一二三四五六七八九十百千两]+)(?:余|多)?[万亿千百]*(?:余|多)?';
/** Digits before a noun that is no measure word count people as well: 近70万留守妇女. */
const people = new RegExp(
  `${numeral}(?:名|人|位)|\\d(?:余|多)?[万千百]?(?:余|多)?(?![\\d余多万千百个家条项件次场起支所村县年月日元天种类批份亩亿岁])\\p{Script=Han}`,
  'u',
);

function hasMeasured(measure: string | null, text: string): boolean {
  if (measure === '%') return /\d+(?:\.\d+)?%|百分之|\d+成/.test(text);
  if (measure === '元') return new RegExp(`${numeral}元`).test(text);
  if (measure === '亿' || measure === '万') return new RegExp(`\\d(?:余|多)?${measure}`).test(text);
  if (measure === null || measure === '个') return /\d/.test(text);
  if (/^(?:人|名|位)$/.test(measure)) return people.test(text);
  return new RegExp(`${numeral}${measure.replace('场次', '场')}`).test(text);
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
