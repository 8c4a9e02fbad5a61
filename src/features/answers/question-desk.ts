import { AppError } from '../../base/errors.ts';
import { excerptOf } from '../../domain/audit.ts';
import { isPieceOfNumber } from '../../domain/mask.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import type { AskedQuestion, QuestionState, SameQuestions } from '../../ports/unanswered.ts';
import type { AnsweredByPerson, AnswerOptions, Handoff } from './handoff.ts';
import { maskAsked } from './mask-asked.ts';

export type QuestionDeskDeps = {
  store: Pick<Store, 'audit' | 'unanswered' | 'transaction'>;
  clock: Clock;
  handoff: Pick<Handoff, 'answer'>;
  /** Brings the index up to an answer that became a document. */
  onKept: () => Promise<void>;
};

export type QuestionsAsked = { state: QuestionState; search: string | null; skip: number; limit: number };

/** Questions that the documents did not answer, as staff work through them. */
export type QuestionDesk = {
  /** The same question once, without what leads to people. A piece of a number finds nothing. */
  page(of: QuestionsAsked): Promise<{ same: SameQuestions[]; total: number }>;
  /** This one and the same in other chats, with who asked and in their words; that is on record before. Throws `record/not-found`. */
  open(id: string, by: string): Promise<AskedQuestion[]>;
  answer(id: string, text: string, options: AnswerOptions): Promise<AnsweredByPerson>;
  /** Nobody is going to answer it, and with `same` nobody who asked the same. Returns how many. Throws `record/*`. */
  dismiss(id: string, of: { same: boolean; by: string }): Promise<number>;
};

const perQuestion = 20;

export function createQuestionDesk({ store, clock, handoff, onKept }: QuestionDeskDeps): QuestionDesk {
  return {
    async page(of) {
      if (of.search !== null && isPieceOfNumber(of.search)) return { same: [], total: 0 };
      const { same, total } = await store.unanswered.page(of, perQuestion);
      return { same: same.map(maskSame), total };
    },

    async open(id, by) {
      const questions = await store.unanswered.findSame(id, perQuestion);
      if (questions === null) throw new AppError('record/not-found', `没有编号 ${id} 的问题，请刷新后再看。`);
      const detail = { questions: questions.length };
      await store.audit.append({ at: clock.now(), who: by, action: 'question/view', subject: id, detail });
      return questions;
    },

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
        const asked = await unanswered.find(id);
        const told = asked === null ? '' : maskAsked(asked).question;
        const detail = { ...excerptOf(asked?.question ?? '', told), count: others.length + 1 };
        await audit.append({ at, who: by, action: 'question/dismiss', subject: id, detail });
        return others.length + 1;
      }),
  };
}

function maskSame({ questions, ...one }: SameQuestions): SameQuestions {
  return { ...one, questions: questions.map((asked) => maskAsked(asked, questions)) };
}
