import type { Selectable } from 'kysely';
import type { UnansweredQuestion } from '../../domain/unanswered.ts';
import type { Tables } from './schema.ts';

export function toRow(question: UnansweredQuestion): Tables['unanswered'] {
  return {
    id: question.id,
    conversation_id: question.conversationId,
    member_id: question.memberId,
    member_name: question.memberName,
    message_id: question.messageId,
    question: question.question,
    handoff: question.handoff ? 1 : 0,
    created_at: question.createdAt,
    answered_at: question.answeredAt,
    answer: question.answer,
    document_id: question.documentId,
    dismissed_at: question.dismissedAt,
  };
}

export function toQuestion(row: Selectable<Tables['unanswered']>): UnansweredQuestion {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    memberId: row.member_id,
    memberName: row.member_name,
    messageId: row.message_id,
    question: row.question,
    handoff: row.handoff === 1,
    createdAt: row.created_at,
    answeredAt: row.answered_at,
    answer: row.answer,
    documentId: row.document_id,
    dismissedAt: row.dismissed_at,
  };
}
