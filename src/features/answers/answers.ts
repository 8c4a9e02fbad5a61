import { hasCode } from '../../base/errors.ts';
import type { Message } from '../../domain/message.ts';
import type { ChatModel } from '../../ports/chat-model.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Outcome } from '../../ports/outcome.ts';
import type { Prompts } from '../../ports/prompts.ts';
import type { Store } from '../../ports/store.ts';
import { type Answered, type AnswerQuestion, createAnswerQuestion } from './answer-question.ts';
import { withSources } from './citation.ts';
import type { AnswerDeps } from './deps.ts';
import { createGeneratedAnswer, timeLimits, type TimeLimits } from './generated/generated-answer.ts';
import { type Budget, createLedger } from './generated/ledger.ts';
import { maskPeople } from './generated/masking.ts';
import { namesIn } from './generated/member-names.ts';
import { openQuestion } from './open-question.ts';
import { createPassageReader } from './prepared.ts';
import { findTopic, topicKey, topicMs } from './topic.ts';

/** A model that may be asked, what is said to it, and how often a day. */
export type ModelUse = { chat: ChatModel; prompts: Prompts; budget: Budget; limits?: TimeLimits };

export type AnswersDeps = AnswerDeps & {
  store: Store;
  clock: Clock;
  log: Log;
  newId: () => string;
  timeZone: string;
  /** Null: answers are extractive. */
  model?: ModelUse | null;
  /** The index asks an embedding model: what members write goes to it masked. */
  queriesLeave?: boolean;
};

export type Answers = {
  ask: AnswerQuestion;
  /** An answer as it is said in a chat, sources below it. */
  inWords: (answer: Pick<Answered, 'answer' | 'citations'>) => string;
  /** Answers any addressed message; never null, so it comes last. */
  handle: (message: Message) => Promise<Outcome>;
};

export function createAnswers(deps: AnswersDeps): Answers {
  const discreet = async (normalised: string): Promise<string> =>
    maskPeople(normalised, namesIn(deps, normalised, await deps.store.members.list()));
  const generate = deps.model ? generateWith(deps, deps.model, discreet) : null;
  const ask = createAnswerQuestion({ ...deps, generate, discreet: deps.queriesLeave === true ? discreet : null });

  return { ask, inWords, handle: (message) => handle(deps, ask, message) };
}

function generateWith(deps: AnswersDeps, model: ModelUse, discreet: (normalised: string) => Promise<string>) {
  const { chat, prompts, budget, limits = timeLimits } = model;
  const { generations } = deps.store;
  const ledger = createLedger({ ...deps, generations, model: chat.name, budget });
  const prepare = createPassageReader(deps);
  return createGeneratedAnswer({ ...deps, model: chat, prompts, ledger, prepare, discreet, limits });
}

async function handle(deps: AnswersDeps, ask: AnswerQuestion, message: Message): Promise<Outcome> {
  const answer = await answerOf(deps, ask, message);
  return async (records) => {
    if (answer === null || answer.status === 'unanswered')
      await records.unanswered.record(
        openQuestion(deps, message, { question: answer?.understood ?? message.text, handoff: false }),
      );
    if (answer === null) return [{ text: indexAway }];
    if (answer.topic !== null)
      await records.dialogues.open(topicKey(message), answer.topic, deps.clock.now() + topicMs);
    return [{ text: inWords(answer) }];
  };
}

const indexAway = '知识库暂时连不上，您的问题已经记下。请稍后再问一次，或发“转人工”请工作人员答复。';

/** Null while the index is away. */
async function answerOf(deps: AnswersDeps, ask: AnswerQuestion, message: Message): Promise<Answered | null> {
  const { conversationId, memberId } = message;
  const conversation = await deps.store.conversations.find(conversationId);
  const topic = await findTopic(deps, message);
  const collections = conversation?.collections ?? null;
  try {
    return await ask(message.text, {
      topic,
      collections,
      asker: { conversationId, memberId },
      since: message.receivedAt,
    });
  } catch (error) {
    if (!hasCode(error, 'index/unavailable')) throw error;
    deps.log.warn({ messageId: message.id, error }, 'index is away, question kept for a person');
    return null;
  }
}

function inWords(answer: Pick<Answered, 'answer' | 'citations'>): string {
  return answer.citations.length === 0 ? answer.answer : withSources(answer);
}
