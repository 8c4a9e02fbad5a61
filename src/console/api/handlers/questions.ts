import type { QuestionDesk } from '../../../features/answers/question-desk.ts';
import type { AskedQuestion, SameQuestions } from '../../../ports/unanswered.ts';
import { bind, type Bound } from '../bind.ts';
import { questionRoutes as routes } from '../contract/questions.ts';

export function createQuestionHandlers(desk: QuestionDesk) {
  return {
    listQuestions: bind(routes.listQuestions, async (_caller, { query: { state, search = null, after, limit } }) => {
      const { same, total } = await desk.page({ state, search, skip: after, limit });
      return { questions: same.flatMap(toShown), total };
    }),

    showQuestion: bind(routes.showQuestion, async ({ user }, { params: { id } }) => ({
      asked: (await desk.open(id, user.name)).map(toAsked),
    })),

    answerQuestion: bind(routes.answerQuestion, async ({ user }, { params: { id }, body: { text, ...options } }) => {
      const { told, documentId } = await desk.answer(id, text, { ...options, by: user.name });
      return { id, told, documentId };
    }),

    dismissQuestion: bind(routes.dismissQuestion, async ({ user }, { params: { id }, body: { same } }) => ({
      id,
      dismissed: await desk.dismiss(id, { same, by: user.name }),
    })),
  } satisfies Record<keyof typeof routes, Bound>;
}

function toShown({ count, handoff, questions }: SameQuestions) {
  const [newest] = questions;
  if (newest === undefined) return [];
  return [{ id: newest.id, question: newest.question, count, handoff, asked: questions.map(toAsked) }];
}

function toAsked(asked: AskedQuestion) {
  const { id, question, memberName: name, channel, group, handoff, createdAt, answer, answeredAt, documentId } = asked;
  const at = new Date(createdAt).toISOString();
  const ended = answeredAt === null ? null : new Date(answeredAt).toISOString();
  return { id, question, name, channel, group, at, handoff, answer, answeredAt: ended, documentId };
}
