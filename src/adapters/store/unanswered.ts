import type { Selectable } from 'kysely';
import { AppError } from '../../base/errors.ts';
import type { UnansweredQuestion } from '../../domain/unanswered.ts';
import type { UnansweredQuestions } from '../../ports/unanswered.ts';
import type { Handles } from './database.ts';
import type { Tables } from './schema.ts';

export function createUnanswered({ read, write }: Handles): UnansweredQuestions {
  const find = async (id: string): Promise<UnansweredQuestion | null> => {
    const row = await read.selectFrom('unanswered').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? toQuestion(row) : null;
  };

  return {
    find,

    async record(question) {
      await write.insertInto('unanswered').values(toRow(question)).execute();
    },

    async latestOf(conversationId, memberId, since) {
      const row = await read
        .selectFrom('unanswered')
        .selectAll()
        .where('conversation_id', '=', conversationId)
        .where('member_id', '=', memberId)
        .where('created_at', '>=', since)
        .where('answered_at', 'is', null)
        .orderBy('created_at', 'desc')
        .orderBy('message_id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ? toQuestion(row) : null;
    },

    async setHandoff(id) {
      await write.updateTable('unanswered').set({ handoff: 1 }).where('id', '=', id).execute();
    },

    async answer(id, { text, at, documentId }) {
      const { numUpdatedRows } = await write
        .updateTable('unanswered')
        .set({ answer: text, answered_at: at, document_id: documentId })
        .where('id', '=', id)
        .where('answered_at', 'is', null)
        .executeTakeFirst();
      if (numUpdatedRows === 1n) return;
      if ((await find(id)) === null) throw new AppError('record/not-found', `没有编号为 ${id} 的待答问题。`);
      throw new AppError('record/conflict', `问题 ${id} 已经有人答复过了。`);
    },

    async listOpen() {
      const rows = await read
        .selectFrom('unanswered')
        .selectAll()
        .where('answered_at', 'is', null)
        .orderBy('created_at')
        .orderBy('message_id')
        .orderBy('id')
        .execute();
      return rows.map(toQuestion);
    },
  };
}

function toRow(question: UnansweredQuestion): Tables['unanswered'] {
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
  };
}

function toQuestion(row: Selectable<Tables['unanswered']>): UnansweredQuestion {
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
  };
}
