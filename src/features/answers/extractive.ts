import type { Answer } from '../../domain/answer.ts';
import type { Hit } from '../../ports/passage-index.ts';
import { compose } from './compose.ts';
import type { AnswerDeps } from './deps.ts';
import { collectEvidence, type Evidence, type EvidenceDeps } from './evidence.ts';
import { createLocate } from './located.ts';
import { overviewOf } from './overview.ts';
import { partsOf } from './parts.ts';
import { createPassageReader } from './prepared.ts';
import type { Question } from './question.ts';
import { opensNext } from './quote.ts';

/** An answer in the words of the passages found, null when they do not carry one. */
export type AnswerExtractively = (question: Question, hits: readonly Hit[]) => Promise<Answer | null>;

/**
 * Share of the question's words a sentence must carry, with what stands above it. This and what a missing word costs were
 * fitted to eight hundred questions over documents that nobody had tuned on, each asked with and without its document.
 */
export const enough = 0.65;
/** What it costs when words are nowhere: those a question ends with, which it asks for; those inside a name; those it begins with. */
const costs = { last: 0.1, within: 0.15, first: 0.1 };
/** A sentence that only resembles a question for yes or no answers it the wrong way. */
const whetherCost = 0.1;

export function createExtractive(given: AnswerDeps): AnswerExtractively {
  const deps = { ...given, prepare: createPassageReader(given) };
  const locate = createLocate(given);

  return async (question, found) => {
    const hits = await locate(question.places, found);
    return (await overviewOf(deps, question, hits)) ?? answerFrom(deps, question, collectPerPart(deps, question, hits));
  };
}

/** Evidence that is good enough, of each part of the question by itself; none when a part that must be there is not. */
function collectPerPart(deps: EvidenceDeps, question: Question, hits: readonly Hit[]): Evidence[][] {
  const parts = partsOf(question);
  const found = parts.map((part) => collectEvidence(deps, part, hits).filter((one) => isEnough(part, one)));
  if (found.every((evidence) => evidence.length > 0)) return found;
  // 合肥和长沙哪个…: the one that has it is the answer.
  if (/哪(?:个|家|一个|里|边)|谁/.test(question.text)) return found.filter((evidence) => evidence.length > 0);
  if (parts.length === 1 || question.subjects.length > 1) return [];
  const whole = collectEvidence(deps, question, hits).filter((one) => isEnough(question, one));
  return whole.length === 0 ? [] : [whole];
}

async function answerFrom(
  deps: AnswerDeps,
  question: Question,
  parts: readonly (readonly Evidence[])[],
): Promise<Answer | null> {
  const [best] = parts.flat().sort((a, b) => b.score - a.score);
  if (!best) return null;
  const confidence = Math.min(1, Math.max(best.coverage, 0.9 * best.passageCoverage));
  const followed = await Promise.all(parts.map((evidence) => withNext(deps, evidence)));
  const composed = compose(question, followed, deps.today());
  return { status: 'answered', mode: 'extractive', confidence, usage: null, ...composed };
}

/** What the best sentence announces may stand in a passage that was not found. */
async function withNext({ index }: AnswerDeps, [best, ...others]: readonly Evidence[]): Promise<Evidence[]> {
  if (!best) return [];
  if (best.next !== null || !opensNext(best)) return [best, ...others];
  const { passage, document } = best.hit;
  const next = (await index.passagesOf(document.id)).find(({ seq }) => seq === passage.seq + 1);
  return [{ ...best, next: next ? { ...best.hit, passage: next } : null }, ...others];
}

function isEnough(question: Question, evidence: Evidence): boolean {
  const cost =
    (lacksLast(question, evidence) ? costs.last : 0) +
    (asksPrecisely(question) && lacksWithin(question, evidence) ? costs.within : 0) +
    (lacksFirst(question, evidence) ? costs.first : 0) +
    (question.want === 'whether' ? whetherCost : 0);
  return evidence.coverage - cost >= enough;
}

function asksPrecisely({ want }: Question): boolean {
  return ['number', 'date', 'who', 'where', 'how', 'whether'].includes(want);
}

/** 交通 of 差旅交通费标准, 国内 of 国内展会: what is missing before the rest of a name makes it another one. */
function lacksWithin(question: Question, { missing }: Evidence): boolean {
  return missing.some((run) => question.spans.some(({ text }) => text.includes(run) && !text.endsWith(run)));
}

/** 报名 of 怎么报名, 电话 of 办公电话是多少: what is asked for stands at the end. */
function lacksLast(question: Question, { missing }: Evidence): boolean {
  const last = question.spans.findLast(
    ({ weights, alternatives }) => weights.includes(1) || (question.want === 'who' && alternatives.length > 0),
  );
  return last !== undefined && missing.some((run) => last.text.endsWith(run));
}

/** 国开行 of 国开行给予哪些政策: what it is asked of stands at the head. */
function lacksFirst(question: Question, { missing }: Evidence): boolean {
  const first = question.spans.find(({ weights }) => weights.includes(1));
  return first !== undefined && missing.includes(first.text);
}
