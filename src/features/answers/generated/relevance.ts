import type { Hit } from '../../../ports/passage-index.ts';
import { collectEvidence, type Evidence, type EvidenceDeps } from '../evidence.ts';
import { partsOf } from '../parts.ts';
import type { Question } from '../question.ts';
import { foldFigures, readFigures } from '../figures.ts';
import { carriedShare } from './likeness.ts';
import { classOf } from '../measures.ts';
import type { Quote } from './quotes.ts';

/** Share of a question that a passage must carry for a model to be asked where extraction found no answer. */
const worthAsking = 0.6;
/** Passages a model reads; more make it slower and dearer, not better. */
const mostPassages = 8;

/**
 * The passages that may hold an answer, best first; empty when there is none. For every subject some sentence must speak of
 * just that place, organization, name and figure and be of the kind that is asked for. Where extraction found no answer,
 * no word of the question may be missing from its passage either: a near miss ends here, before a model is tempted.
 */
export function passagesWorthReading(
  deps: EvidenceDeps,
  question: Question,
  of: { hits: readonly Hit[]; isAnswered: boolean },
): Hit[] {
  const parts = wantedParts(question).map((part) => collectEvidence(deps, part, of.hits));
  if (of.isAnswered) return inTurn(parts, of.hits);
  return parts.every((evidence) => evidence.some(mayCarry)) && !namesOnly(question) ? inTurn(parts, of.hits) : [];
}

function mayCarry({ passageCoverage, missing }: Evidence): boolean {
  return passageCoverage >= worthAsking && missing.length === 0;
}

/** One of each part after the other, so that no subject takes all the room; all hits where no sentence is told apart. */
function inTurn(parts: readonly (readonly Evidence[])[], hits: readonly Hit[]): Hit[] {
  const each = parts.map((evidence) => [...new Set(evidence.map(({ hit }) => hit))]);
  const longest = Math.max(...each.map(({ length }) => length));
  const found = Array.from({ length: longest }, (_, at) => each.flatMap((one) => one.slice(at, at + 1))).flat();
  return [...new Set(found.length === 0 ? hits : found)].slice(0, mostPassages);
}

/** Share of a question that the sentences which carry an answer must have. */
const leastCoverage = 0.45;
/** The same, of what the best sentence of all passages has. */
const nearlyBest = 0.85;
/** Share of the question's words that an answer repeats; then it need not rest on the best sentence. */
const manyWords = 0.6;

/**
 * How much (0..1) of the question the sentences that carry an answer have, of the part where it is least; null when that is
 * too little, for true sentences about something else are no answer.
 */
export function relevanceOf(
  deps: EvidenceDeps,
  question: Question,
  of: { text: string; quotes: readonly Quote[]; hits: readonly Hit[] },
): number | null {
  const ownWords = carriedShare(question.text, foldFigures(of.text));
  const isQuoted = (evidence: Evidence): boolean =>
    of.quotes.some(({ hit, quote }) => hit === evidence.hit && quote === evidence.text);
  const parts = wantedParts(question).map((part) => {
    const evidence = collectEvidence(deps, part, of.hits);
    // 长沙有哪些做法: whatever is said of the place, and the place is looked at by itself.
    if (evidence.length === 0) return namesOnly(question) ? 0.7 : null;
    const covered = bestOf(evidence.filter(isQuoted));
    const wanted = ownWords >= manyWords ? 0 : nearlyBest * bestOf(evidence);
    return covered >= Math.max(leastCoverage, wanted) ? covered : null;
  });
  const found = parts.filter((part) => part !== null);
  return found.length < parts.length || of.quotes.length === 0 ? null : Math.min(...found);
}

function bestOf(evidence: readonly Evidence[]): number {
  return Math.max(0, ...evidence.map(({ coverage }) => coverage));
}

/** A figure of just these things where one is asked for, a time where a time is. */
export function isOfKindAsked(question: Question, text: string): boolean {
  const folded = foldFigures(text);
  const figures = readFigures(folded);
  if (question.want === 'date') return figures.length > 0 || /每|周|工作日/u.test(folded);
  if (question.want !== 'number') return true;
  const asked = question.measure === null ? null : classOf(question.measure);
  if (asked === null || question.measure === '个') return figures.length > 0;
  return figures.some((figure) => figure.kind !== 'amount' || figure.measure === null || isOf(figure.measure, folded));

  function isOf(measure: string, said: string): boolean {
    return measure === asked && (measure !== classOf('个') || said.includes(question.measure ?? ''));
  }
}

/** Nothing but a subject, and nothing asked of it. */
function namesOnly(question: Question): boolean {
  if (!['list', 'how', 'what', 'compare'].includes(question.want)) return false;
  return question.subjects.length > 0 && !question.spans.some(({ weights }) => weights.includes(1));
}

/** 合肥和长沙哪个… is answered by the one that has it; any other comparison must find each of its subjects. */
function wantedParts(question: Question): Question[] {
  return /哪(?:个|家|一个|里|边)/u.test(question.text) ? [question] : partsOf(question);
}
