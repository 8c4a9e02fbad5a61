import { AppError } from '../../base/errors.ts';
import type { UnansweredQuestion } from '../../domain/unanswered.ts';
import type { UnansweredQuestions } from '../../ports/unanswered.ts';
import type { Handles } from './database.ts';
import { inSnapshot } from './snapshot.ts';
import { countSame, findSame, listSame, pageOfSame } from './unanswered-pages.ts';
import { toQuestion, toRow } from './unanswered-rows.ts';

export function createUnanswered({ engine, read, write }: Handles): UnansweredQuestions {
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
        .where('dismissed_at', 'is', null)
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
        .where('dismissed_at', 'is', null)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) throw endedBefore(await find(id), id);
    },

    async dismiss(id, at) {
      const { numUpdatedRows } = await write
        .updateTable('unanswered')
        .set({ dismissed_at: at })
        .where('id', '=', id)
        .where('answered_at', 'is', null)
        .where('dismissed_at', 'is', null)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) throw endedBefore(await find(id), id);
    },

    page: (of, perQuestion) => inSnapshot(read, (db) => pageOfSame(db, of, perQuestion)),
    findSame: (id, perQuestion) => inSnapshot(read, (db) => findSame(db, id, perQuestion)),
    listSame: (id) => listSame({ db: read, engine }, id),

    async listOfDocument(documentId) {
      const rows = await read
        .selectFrom('unanswered')
        .selectAll()
        .where('document_id', '=', documentId)
        .orderBy('created_at')
        .execute();
      return rows.map(toQuestion);
    },

    countOpen: () => countSame(read),

    async listOpen() {
      const rows = await read
        .selectFrom('unanswered')
        .selectAll()
        .where('answered_at', 'is', null)
        .where('dismissed_at', 'is', null)
        .orderBy('created_at')
        .orderBy('message_id')
        .orderBy('id')
        .execute();
      return rows.map(toQuestion);
    },
  };
}

function endedBefore(found: UnansweredQuestion | null, id: string): AppError {
  if (found === null) return new AppError('record/not-found', `没有编号为 ${id} 的待答问题。`);
  const how = found.answeredAt === null ? '已经有人处理，不再答复' : '已经有人答复过了';
  return new AppError('record/conflict', `问题 ${id} ${how}。`);
}
