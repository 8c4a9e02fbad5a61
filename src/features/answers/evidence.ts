import type { Hit } from '../../ports/passage-index.ts';
import { coverageOf, type IsKnown, missingIn } from './coverage.ts';
import type { AnswerDeps } from './deps.ts';
import { formOf, isOfKind } from './form.ts';
import { isOfAskedPart } from './heading-parts.ts';
import { isOfOtherThing } from './other-thing.ts';
import { ownerOf } from './owner.ts';
import type { PassageReader, PreparedSentence } from './prepared.ts';
import type { Question } from './question.ts';
import { isOfSameMark } from './marks.ts';
import { hasNamed, isInScope, placeOf } from './scope.ts';
import { isRowAbout } from './row-scope.ts';

/** A sentence that may carry the answer. Scores are 0..1. */
export type Evidence = {
  hit: Hit;
  sentence: PreparedSentence;
  /** Verbatim, and where it begins in the passage. */
  text: string;
  at: number;
  /** Share of the question that the sentence and what stands above it carry. */
  coverage: number;
  /** The same, with the whole passage counted fully. */
  passageCoverage: number;
  /** Runs of the question that neither sentence, headings nor passage have. */
  missing: readonly string[];
  score: number;
  /** The places it speaks of, its document where it names none. */
  subject: string;
  /** The passage that follows its own, null where it was not found. */
  next: Hit | null;
  /** No sentence of its passage is about something else. */
  isWholeInScope: boolean;
  /** Whose it is, where the question asks for that and the sentence does not say it. */
  owner: string | null;
  /** Where the sentences about the same thing end that follow it on its line. */
  until: number;
};

export type EvidenceDeps = Pick<AnswerDeps, 'gazetteer'> & { prepare: PassageReader };

/** What counts, and how much: the sentence, its headings, the sentence before it, the rest of its passage. */
const counts = { sentence: 1, above: 0.9, before: 0.8, passage: 0.55 };

/** All sentences of the hits that are about what the question names, best first. */
export function collectEvidence(deps: EvidenceDeps, question: Question, hits: readonly Hit[]): Evidence[] {
  const best = Math.max(...hits.map(({ score }) => score), Number.EPSILON);
  const isKnown = wordsOf(deps, hits);
  return hits
    .flatMap((hit) => readHit(deps, question, { hit, next: nextOf(hit, hits), rank: hit.score / best, isKnown }))
    .sort((a, b) => b.score - a.score);
}

/** Whether a pair of characters stands anywhere in the hits. */
function wordsOf(deps: EvidenceDeps, hits: readonly Hit[]): IsKnown {
  const texts = hits.map((hit) => {
    const { above, sentences } = deps.prepare(hit);
    return `${above.normal} ${sentences.map(({ normal }) => normal).join(' ')}`;
  });
  const known = new Map<string, boolean>();
  return (pair) => {
    const isKnown = known.get(pair) ?? texts.some((text) => text.includes(pair));
    known.set(pair, isKnown);
    return isKnown;
  };
}

function nextOf({ passage }: Hit, hits: readonly Hit[]): Hit | null {
  const isNext = ({ passage: other }: Hit): boolean =>
    other.documentId === passage.documentId && other.seq === passage.seq + 1;
  return hits.find(isNext) ?? null;
}

type Of = { hit: Hit; next: Hit | null; rank: number; isKnown: IsKnown };

function readHit(deps: EvidenceDeps, question: Question, of: Of): Evidence[] {
  const { above, sentences } = deps.prepare(of.hit);
  const inScope = sentences.filter((sentence) => isInScope(deps.gazetteer, question, { sentence, above }));
  const isWholeInScope = inScope.length === sentences.length;
  const passage = inScope.map(({ normal }) => normal).join(' ');
  return inScope.flatMap((sentence, index): Evidence[] => {
    const { text, at, normal, cells } = sentence;
    const before =
      cells === null ? (inScope[index - 1]?.normal ?? '') : (cells ?? []).map(({ head }) => head).join(' ');
    const texts = { sentence: normal, above: above.normal, before, passage };
    if (!hasNamed(question, texts) || !isOfSameMark(question, texts) || !isOfKind(question, texts, cells)) return [];
    const { section } = of.hit.passage;
    if (cells === null && !isOfAskedPart(question, { section, normal, beside: inScope })) return [];
    if (cells === null && isOfOtherThing(question, { sentence, above: above.normal, beside: inScope })) return [];
    if (cells !== null && !isRowAbout(deps.gazetteer, question, { cells, rows: inScope })) return [];
    const subject = placeOf({ sentence, above }) ?? of.hit.passage.documentId;
    const weighed = weigh(question, { ...of, texts, sentence, isWholeInScope });
    const until = endOfLine(of.hit.passage.text, inScope, index);
    const owner = ownerOf(deps.gazetteer, question, { hit: of.hit, sentence });
    return [{ hit: of.hit, next: of.next, sentence, text, at, subject, isWholeInScope, owner, until, ...weighed }];
  });
}

/** Sentences that follow each other on one line, with none left out between them. */
function endOfLine(passage: string, inScope: readonly PreparedSentence[], index: number): number {
  let end = 0;
  for (const { text, at } of inScope.slice(index)) {
    if (end > 0 && passage.slice(end, at) !== '') break;
    end = at + text.length;
  }
  return end;
}

type Texts = Record<keyof typeof counts, string>;

function weigh(
  question: Question,
  of: { texts: Texts; rank: number; isKnown: IsKnown; sentence: PreparedSentence; isWholeInScope: boolean },
): Pick<Evidence, 'coverage' | 'passageCoverage' | 'missing' | 'score'> {
  const { texts, isKnown, isWholeInScope } = of;
  const { cells, places } = of.sentence;
  const near = [
    { text: texts.sentence, counts: counts.sentence },
    { text: texts.above, counts: counts.above },
    { text: texts.before, counts: counts.before },
  ];
  const coverage = coverageOf(question.spans, [...near, { text: texts.passage, counts: counts.passage }], isKnown);
  const whole = [{ text: `${texts.above} ${texts.before} ${texts.passage}`, counts: 1 }];
  const passageCoverage = coverageOf(question.spans, whole, isKnown);
  const form = formOf(question, { sentence: texts.sentence, isRow: cells !== null, isWholeInScope, places });
  const headed = isOneOfMany(question)
    ? 0.2 * coverageOf(question.spans, [{ text: texts.above, counts: 1 }], isKnown)
    : 0;
  const denied = (denies(question, texts.sentence) ? 0.1 : 0) + (introduces(question, texts.sentence) ? 0.15 : 0);
  const score = coverage - denied + 0.15 * of.rank + closeness(question, texts.sentence) + form + headed;
  return { coverage, passageCoverage, missing: missingIn(question.spans, whole, isKnown), score };
}

const purposeFirst =
  /^.{0,40}(?:为了?(?:深入|全面|切实|进一步|认真|坚决|有效|积极|贯彻|落实|做好|加强|应对|规范|支持|保障|推动|促进)|根据|按照)/u;
const announcing =
  /现[就将对把予].{2,80}(?:如下|通知|公告|通告)|(?:特|现)(?:制定|提出|作出|印发|通知|公告|通告)|(?:通知|公告|通告)如下/u;

/** 为贯彻…，现就…通知如下: repeats the title of what follows and says nothing of it. */
function introduces(question: Question, sentence: string): boolean {
  return question.want !== 'why' && purposeFirst.test(sentence) && announcing.test(sentence);
}

const negation = /不|没|未|无|免|非/u;

/** 不缴纳 for 怎么缴纳: says it of those who do not. */
function denies(question: Question, sentence: string): boolean {
  if (question.want === 'whether' || negation.test(question.text)) return false;
  const words = question.spans.flatMap(({ text, alternatives }) => [
    ...pairsOf(text),
    ...alternatives.flatMap(({ words }) => words),
  ]);
  return words.some((word) => word.length > 1 && (sentence.includes(`不${word}`) || sentence.includes(`未${word}`)));
}

function pairsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2));
}

/** For a list or a way of doing, the heading tells best what stands below it. */
function isOneOfMany({ want }: Question): boolean {
  return want === 'list' || want === 'how';
}

/** Characters of the question in a row that a sentence is preferred for, and how much. */
const runs = [
  { length: 2, counts: 0.07 },
  { length: 4, counts: 0.1 },
  { length: 6, counts: 0.1 },
];

/** Prefers the sentence that says it the same way, or in documents' words for the question's. */
function closeness(question: Question, sentence: string): number {
  const words = question.spans.flatMap(({ alternatives }) => alternatives);
  const said = words.filter((alternative) => alternative.words.some((word) => sentence.includes(word))).length;
  const alike = runs.reduce(
    (sum, { length, counts }) => sum + counts * shareOfRuns(question.text, length, sentence),
    0,
  );
  return alike + 0.03 * Math.min(2, said);
}

function shareOfRuns(text: string, length: number, sentence: string): number {
  const runs = text.length - length + 1;
  if (runs < 1) return 0;
  let found = 0;
  for (let at = 0; at < runs; at += 1) if (sentence.includes(text.slice(at, at + length))) found += 1;
  return found / runs;
}
