import { excerptOf } from '../../domain/audit.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import type { QuestionState, SameQuestions } from '../../ports/unanswered.ts';
import type { AnsweredByPerson, AnswerOptions, Handoff } from './handoff.ts';

export type QuestionDeskDeps = {
  store: Pick<Store, 'unanswered' | 'transaction'>;
  clock: Clock;
  handoff: Pick<Handoff, 'answer'>;
  /** Brings the index up to an answer that became a document. */
  onKept: () => Promise<void>;
};

export type QuestionsAsked = { state: QuestionState; search: string | null; skip: number; limit: number };

/** Questions that the documents did not answer, as staff work through them. */
export type QuestionDesk = {
  /** The same question once. */
  page(of: QuestionsAsked): Promise<{ same: SameQuestions[]; total: number }>;
  answer(id: string, text: string, options: AnswerOptions): Promise<AnsweredByPerson>;
  /** Nobody is going to answer it, and with `same` nobody who asked the same. Returns how many. Throws `record/*`. */
  dismiss(id: string, of: { same: boolean; by: string }): Promise<number>;
};

const perQuestion = 20;

export function createQuestionDesk({ store, clock, handoff, onKept }: QuestionDeskDeps): QuestionDesk {
  return {
    page: (of) => store.unanswered.page(of, perQuestion),
    async answer(id, text, options) {
      const answered = await handoff.answer(id, text, options);
      if (answered.documentId !== null) await onKept();
      return answered;
    },

    dismiss: (id, { same, by }) =>
      store.transaction(async ({ unanswered, audit }) => {
        const at = clock.now();
        const others = same ? (await unanswered.listSame(id)).filter((other) => other !== id) : [];
        for (const one of [id, ...others]) await unanswered.dismiss(one, at);
        const question = (await unanswered.find(id))?.question ?? '';
        const detail = { ...excerptOf(question), count: others.length + 1 };
        await audit.append({ at, who: by, action: 'question/dismiss', subject: id, detail });
        return others.length + 1;
      }),
  };
}
