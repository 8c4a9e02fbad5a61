import type { Hit } from '../../ports/passage-index.ts';
import { coverageOf } from './coverage.ts';
import type { AnswerDeps } from './deps.ts';
import { formOf, isOfKind } from './form.ts';
import type { PassageReader } from './prepared.ts';
import type { Question } from './question.ts';
import { hasNamed, isInScope, placeOf } from './scope.ts';

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

export type EvidenceDeps = Pick<AnswerDeps, 'gazetteer'> & { prepare: PassageReader };

/** What counts, and how much: the sentence, its headings, the sentence before it, the rest of its passage. */
const counts = { sentence: 1, above: 0.9, before: 0.8, passage: 0.55 };

/** All sentences of the hits that are about what the question names, best first. */
export function collectEvidence(deps: EvidenceDeps, question: Question, hits: readonly Hit[]): Evidence[] {
  const best = Math.max(...hits.map(({ score }) => score), Number.EPSILON);
  return hits
    .flatMap((hit) => readHit(deps, question, { hit, rank: hit.score / best }))
    .sort((a, b) => b.score - a.score);
}

function readHit(deps: EvidenceDeps, question: Question, of: { hit: Hit; rank: number }): Evidence[] {
  const { above, sentences } = deps.prepare(of.hit);
  const inScope = sentences.filter((sentence) => isInScope(deps.gazetteer, question, { sentence, above }));
  const isWholeInScope = inScope.length === sentences.length;
  const passage = inScope.map(({ normal }) => normal).join(' ');
  return inScope.flatMap((sentence, index): Evidence[] => {
    const { text, at, normal } = sentence;
    const before = isRow(text) ? '' : (inScope[index - 1]?.normal ?? '');
    const texts = { sentence: normal, above: above.normal, before, passage };
    if (!hasNamed(question, texts) || !isOfKind(question, normal)) return [];
    const subject = placeOf({ sentence, above }) ?? of.hit.passage.documentId;
    const weighed = weigh(question, { texts, rank: of.rank, isWholeInScope });
    return [{ hit: of.hit, text, at, subject, isWholeInScope, ...weighed }];
  });
}

type Texts = Record<keyof typeof counts, string>;

function weigh(
  question: Question,
  of: { texts: Texts; rank: number; isWholeInScope: boolean },
): Pick<Evidence, 'coverage' | 'passageCoverage' | 'score'> {
  const { texts } = of;
  const coverage = coverageOf(question.spans, [
    { text: texts.sentence, counts: counts.sentence },
    { text: texts.above, counts: counts.above },
    { text: texts.before, counts: counts.before },
    { text: texts.passage, counts: counts.passage },
  ]);
  const passageCoverage = coverageOf(question.spans, [{ text: `${texts.above} ${texts.passage}`, counts: 1 }]);
  const form = formOf(question, { sentence: texts.sentence, isWholeInScope: of.isWholeInScope });
  const score = coverage + 0.15 * of.rank + 0.1 * closeness(question, texts.sentence) + form;
  return { coverage, passageCoverage, score };
}

function isRow(text: string): boolean {
  return text.startsWith('|');
}

/** Share of the question's pairs of characters that stand in the sentence: prefers the sentence that says it the same way. */
function closeness(question: Question, sentence: string): number {
  const pairs = question.text.length - 1;
  if (pairs < 1) return 0;
  let found = 0;
  for (let at = 0; at < pairs; at += 1) if (sentence.includes(question.text.slice(at, at + 2))) found += 1;
  return found / pairs;
}
