import { z } from 'zod';
import type { Message } from '../../domain/message.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Outcome } from '../../ports/outcome.ts';
import type { Store } from '../../ports/store.ts';
import { type Answered, type AnswerQuestion, createAnswerQuestion } from './answer-question.ts';
import { withSources } from './compose.ts';
import type { AnswerDeps } from './deps.ts';
import type { Topic } from './follow-up.ts';
import { openQuestion } from './open-question.ts';

export type AnswersDeps = AnswerDeps & { store: Store; clock: Clock; newId: () => string };

export type Answers = {
  ask: AnswerQuestion;
  /** An answer as it is said in a chat, sources below it. */
  inWords: (answer: Pick<Answered, 'answer' | 'citations'>) => string;
  /** Answers any addressed message; never null, so it comes last. */
  handle: (message: Message) => Promise<Outcome>;
};

/** How long a follow-up may refer back. */
const topicMs = 30 * 60_000;
const topicSchema = z.object({ question: z.string() });

export function createAnswers(deps: AnswersDeps): Answers {
  const ask = createAnswerQuestion(deps);

  return {
    ask,
    inWords,
    async handle(message) {
      const answer = await ask(message.text, { topic: await findTopic(deps, message), collections: null });
      return async (records) => {
        if (answer.topic !== null) {
          await records.dialogues.open(topicKey(message), answer.topic, deps.clock.now() + topicMs);
        }
        if (answer.status === 'unanswered')
          await records.unanswered.record(openQuestion(deps, message, { question: message.text, handoff: false }));
        return [{ text: inWords(answer) }];
      };
    },
  };
}

function inWords(answer: Pick<Answered, 'answer' | 'citations'>): string {
  return answer.citations.length === 0 ? answer.answer : withSources(answer);
}

async function findTopic(deps: AnswersDeps, message: Message): Promise<Topic | null> {
  const parsed = topicSchema.safeParse(await deps.store.dialogues.find(topicKey(message), deps.clock.now()));
  return parsed.success ? parsed.data : null;
}

function topicKey(message: Message) {
  return { conversationId: message.conversationId, memberId: message.memberId, name: 'topic' as const };
}
