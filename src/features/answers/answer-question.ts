import type { Answer } from '../../domain/answer.ts';
import type { Hit } from '../../ports/passage-index.ts';
import type { AnswerDeps } from './deps.ts';
import { createExtractive } from './extractive.ts';
import { completeFollowUp, type Topic } from './follow-up.ts';
import type { GeneratedAnswer } from './generated/generated-answer.ts';
import type { Asker } from './generated/ledger.ts';
import { withoutIntroduction } from './introduction.ts';
import { createSearchNamed } from './named-documents.ts';
import { createQuestionReader } from './question.ts';
import { readSmallTalk, smallTalkReplies } from './small-talk.ts';

/**
 * `topic` is what a follow-up would be about, null when nothing was asked of the documents; `understood` is a follow-up with
 * its subject, null for a question that stands on its own.
 */
export type Answered = Answer & { topic: Topic | null; understood: string | null };

export type AskContext = {
  topic: Topic | null;
  /** Only documents of these collections; null = all. */
  collections: readonly string[] | null;
  /** Who asks, for the budget of generated answers; null for nobody in a chat, who has none. */
  asker?: Asker | null;
  /** When it was asked, epoch ms: what it waited behind others counts as time for a model; null when it did not wait. */
  since?: number | null;
};

export type AnswerQuestion = (question: string, context: AskContext) => Promise<Answered>;

export type AskDeps = AnswerDeps & {
  /** Answers with a model where one may help; null without one. */
  generate?: GeneratedAnswer | null;
  /** What the index is asked, where it asks a model in turn; null where words do not leave the house. */
  discreet?: ((normalised: string) => Promise<string>) | null;
};

/** Passages looked into for sentences. */
const passagesRead = 24;

/** Answers from the documents alone, with verbatim quotes, or says that they do not hold the answer. */
export function createAnswerQuestion(deps: AskDeps): AnswerQuestion {
  const readQuestion = createQuestionReader(deps.gazetteer, deps.synonyms);
  const answerExtractively = createExtractive(deps);
  const searchNamed = createSearchNamed(deps);

  return async function answerQuestion(asked, { topic, collections, asker = null, since = null }) {
    const normalised = deps.normalise(asked);
    const smallTalk = readSmallTalk(normalised);
    if (smallTalk !== null) return refused(smallTalkReplies[smallTalk]);

    const whole = topic === null ? null : completeFollowUp(deps.gazetteer, normalised, topic);
    // Two harmless halves may make a whole that is none.
    if (whole !== null && readSmallTalk(whole) === 'attack') return refused(smallTalkReplies.attack);
    const text = withoutIntroduction(whole ?? normalised);
    const query = await queryOf(deps, text);
    const named = await searchNamed(text, { query, collections });
    const question = readQuestion(named?.rest ?? text);
    const wanted = { limit: passagesRead, collections, validOn: deps.today(), documents: null };
    const hits = named?.hits ?? (await deps.index.search(query, wanted));
    const extractive = await answerExtractively(question, hits);
    // What is not in force is told of in words that are ours.
    const generated =
      named === null ? await deps.generate?.({ question, hits, extractive, asker, collections, since }) : null;
    const answer = generated?.answer ?? extractive ?? unanswered(hits, whole);
    return { ...answer, usage: generated?.usage ?? null, topic: { question: text }, understood: whole };
  };
}

/** Placeholders say nothing to an index. */
async function queryOf({ discreet = null }: AskDeps, question: string): Promise<string> {
  return discreet === null ? question : (await discreet(question)).replace(/【[^】]*】/gu, ' ');
}

/** A follow-up is repeated as it was understood, so that a misunderstanding shows. */
function unanswered(hits: readonly Hit[], understood: string | null): Answer {
  const titles = [
    ...new Set(hits.filter(({ confidence }) => confidence >= 0.1).map(({ document }) => `《${document.title}》`)),
  ].slice(0, 3);
  const nearest = titles.length === 0 ? '' : `\n相近的资料：${titles.join('、')}`;
  return {
    status: 'unanswered',
    answer: `资料里没有找到${understood === null ? '这个问题' : `“${understood.replace(/[？?。]+$/u, '')}”`}的答案。${nearest}\n发“转人工”，我把问题转给工作人员。`,
    mode: 'extractive',
    citations: [],
    confidence: 0,
    usage: null,
  };
}

function refused(answer: string): Answered {
  return {
    status: 'refused',
    answer,
    mode: 'extractive',
    citations: [],
    confidence: 0,
    usage: null,
    topic: null,
    understood: null,
  };
}
