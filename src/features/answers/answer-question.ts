import type { Answer } from '../../domain/answer.ts';
import type { Hit } from '../../ports/passage-index.ts';
import { compose } from './compose.ts';
import type { AnswerDeps } from './deps.ts';
import { collectEvidence, type Evidence, type EvidenceDeps } from './evidence.ts';
import { overviewOf } from './overview.ts';
import { completeFollowUp, type Topic } from './follow-up.ts';
import { createPassageReader } from './prepared.ts';
import { createQuestionReader, type Question } from './question.ts';
import { readSmallTalk, smallTalkReplies } from './small-talk.ts';

/** `topic` is what a follow-up would be about, null when nothing was asked of the documents. */
export type Answered = Answer & { topic: Topic | null };

export type AnswerQuestion = (
  question: string,
  context: { topic: Topic | null; collections: readonly string[] | null },
) => Promise<Answered>;

/** Passages looked into for sentences. */
const passagesRead = 24;
/** Share of the question's words a sentence must carry, with what stands above it. */
const enough = 0.6;
/** Below it the whole passage must make up for what the sentence lacks. */
const nearlyEnough = 0.48;
const wholePassageEnough = 0.86;

/** Answers from the documents alone, with verbatim quotes, or says that they do not hold the answer. */
export function createAnswerQuestion(given: AnswerDeps): AnswerQuestion {
  const deps = { ...given, prepare: createPassageReader(given) };
  const readQuestion = createQuestionReader(deps.gazetteer);

  return async function answerQuestion(asked, { topic, collections }) {
    const normalised = deps.normalise(asked);
    const smallTalk = readSmallTalk(normalised);
    if (smallTalk !== null) return refused(smallTalkReplies[smallTalk]);

    const whole = topic === null ? null : completeFollowUp(deps.gazetteer, normalised, topic);
    const question = readQuestion(whole ?? normalised);
    const hits = await deps.index.search(question.text, { limit: passagesRead, collections });
    const found = overviewOf(deps, question, hits) ?? answerFrom(question, collectPerSubject(deps, question, hits));
    return { ...(found ?? unanswered(hits, whole)), topic: { question: question.text } };
  };
}

/** A comparison needs evidence of each subject by itself; anything else is looked at as one. */
function collectPerSubject(deps: EvidenceDeps, question: Question, hits: readonly Hit[]): Evidence[] {
  if (question.subjects.length < 2 || question.want === 'whether') return collectEvidence(deps, question, hits);
  const each = question.subjects.map((subject) => collectEvidence(deps, { ...question, ...subject }, hits));
  const found = each.filter(([best]) => isEnough(best));
  // 合肥和长沙哪个…: the one that has it is the answer.
  const all = found.length === each.length || /哪(?:个|家|一个|里|边)/.test(question.text);
  return all ? found.flat().sort((a, b) => b.score - a.score) : [];
}

function answerFrom(question: Question, evidence: readonly Evidence[]): Answer | null {
  const good = evidence.filter(isEnough);
  const [best] = good;
  if (!best) return null;
  const confidence = Math.min(1, Math.max(best.coverage, 0.9 * best.passageCoverage));
  return { status: 'answered', mode: 'extractive', confidence, ...compose(question, good) };
}

function isEnough(evidence: Evidence | undefined): boolean {
  if (!evidence) return false;
  if (evidence.coverage >= enough) return true;
  return evidence.coverage >= nearlyEnough && evidence.passageCoverage >= wholePassageEnough;
}

/** A follow-up is repeated as it was understood, so that a misunderstanding shows. */
function unanswered(hits: readonly Hit[], understood: string | null): Answer {
  const titles = [
    ...new Set(hits.filter(({ confidence }) => confidence >= 0.1).map(({ title }) => `《${title}》`)),
  ].slice(0, 3);
  const nearest = titles.length === 0 ? '' : `\n相近的资料：${titles.join('、')}`;
  return {
    status: 'unanswered',
    answer: `资料里没有找到${understood === null ? '这个问题' : `“${understood.replace(/[？?。]+$/u, '')}”`}的答案。${nearest}\n发“转人工”，我把问题转给工作人员。`,
    mode: 'extractive',
    citations: [],
    confidence: 0,
  };
}

function refused(answer: string): Answered {
  return { status: 'refused', answer, mode: 'extractive', citations: [], confidence: 0, topic: null };
}
