import type { Message } from '../../domain/message.ts';
import type { UnansweredQuestion } from '../../domain/unanswered.ts';
import type { Clock } from '../../ports/clock.ts';

/** A message as a question that waits for a person. */
export function openQuestion(
  deps: { clock: Clock; newId: () => string },
  message: Message,
  asked: { question: string; handoff: boolean },
): UnansweredQuestion {
  return {
    id: deps.newId(),
    conversationId: message.conversationId,
    memberId: message.memberId,
    memberName: message.sender.name,
    messageId: message.id,
    question: asked.question,
    handoff: asked.handoff,
    createdAt: deps.clock.now(),
    answeredAt: null,
    answer: null,
    documentId: null,
    dismissedAt: null,
  };
}
