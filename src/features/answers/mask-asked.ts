import { maskName, maskText } from '../../domain/mask.ts';
import type { UnansweredQuestion } from '../../domain/unanswered.ts';

/** A question without what leads to who asked it, to those who asked the same, or to somebody it speaks of by number. */
export function maskAsked<Q extends UnansweredQuestion>(asked: Q, others: readonly Q[] = []): Q {
  const { memberName, question, answer } = asked;
  const names = [asked, ...others].map((one) => one.memberName).filter((name) => name.length > 1);
  return {
    ...asked,
    memberName: maskName(memberName) ?? '',
    question: maskText(question, names),
    answer: answer === null ? null : maskText(answer, names),
  };
}
