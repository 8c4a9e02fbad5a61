import { AppError } from '../../base/errors.ts';
import type { Message } from '../../domain/message.ts';
import type { UnansweredQuestion } from '../../domain/unanswered.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Outcome } from '../../ports/outcome.ts';
import type { Store } from '../../ports/store.ts';
import { openQuestion } from './open-question.ts';

export type HandoffDeps = { store: Store; clock: Clock; newId: () => string; onReplies: () => void };

export type Handoff = {
  /** 转人工: marks the member's last open question, or opens one. Null when the message asks for no person. */
  handle: (message: Message) => Promise<Outcome | null>;
  /** Sends a person's answer to the conversation the question came from, once. */
  answer: (id: string, text: string) => Promise<UnansweredQuestion>;
};

/** 人工 alone asks for a person, 人工智能 and 人工费用 are about something else. */
const asksForPerson =
  /^[/／]?(?:转人工(?:客服|服务|答复|回复)?[\s：:，,]*(.*)|(?:人工(?:客服|服务|答复|回复)?|handoff|human)(?:[\s：:，,]+(.*)|[。.！!？?]*))$|^(?:我要|请|帮我|麻烦)?(?:转|找|联系|接)(?:一?下)?(?:人工|工作人员|真人|客服)(?:吧|一下)?(?:[\s：:，,]+(.*)|[。.！!？?]*)$/isu;
/** What may stand behind 转人工 without being a question. */
const courtesy = /^(?:吧|一下|啊|呀|了|请|麻烦|谢谢|您|你|[\p{P}\s])*$/u;
/** A question older than this is not what 转人工 is about. */
const recentMs = 24 * 3_600_000;
const longestAnswer = 4000;

export function createHandoff(deps: HandoffDeps): Handoff {
  return {
    async handle(message) {
      const match = asksForPerson.exec(message.text.trim());
      if (!match) return null;
      const behind = (match[1] ?? match[2] ?? match[3] ?? '').trim();
      const written = courtesy.test(behind) ? '' : behind;
      const open = written === '' ? await latest(deps, message) : null;
      return async (records) => {
        if (open) await records.unanswered.setHandoff(open.id);
        else
          await records.unanswered.record(
            openQuestion(deps, message, { question: written || nothingWritten, handoff: true }),
          );
        const about = open ? `您的问题“${shorten(open.question)}”` : '您的问题';
        return [{ text: `${about}已转给工作人员，答复会发到这里。` }];
      };
    },
    answer: (id, text) => answer(deps, id, text),
  };
}

function latest(deps: HandoffDeps, message: Message): Promise<UnansweredQuestion | null> {
  return deps.store.unanswered.latestOf(message.conversationId, message.memberId, deps.clock.now() - recentMs);
}

/** What 转人工 says when it is all that was written. */
const nothingWritten = '（成员请求人工，未写明问题）';

async function answer(deps: HandoffDeps, id: string, text: string): Promise<UnansweredQuestion> {
  const words = text.trim();
  if (words === '') throw new AppError('input/invalid', '答复是空的，请写上内容。');
  if (words.length > longestAnswer) throw new AppError('input/too-long', `答复超过 ${longestAnswer} 字，请分几次发。`);
  const question = await deps.store.unanswered.find(id);
  if (!question) throw new AppError('record/not-found', `没有编号为 ${id} 的问题，请用 qingyu unanswered list 查看。`);
  const now = deps.clock.now();
  await deps.store.transaction(async (records) => {
    await records.unanswered.answer(id, { text: words, at: now });
    const delivery = { id: deps.newId(), key: `unanswered/${id}`, kind: 'reply' as const, replyTo: question.messageId };
    const window = { notBefore: now, closesAt: null, skipped: null };
    const about = `关于您问的“${shorten(question.question)}”，工作人员答复：\n${words}`;
    await records.deliveries.add(
      [{ ...delivery, ...window, conversationId: question.conversationId, text: about }],
      now,
    );
  });
  deps.onReplies();
  return { ...question, answer: words, answeredAt: now };
}

function shorten(question: string): string {
  const characters = [...question.replace(/\s+/g, ' ')];
  return characters.length <= 30 ? characters.join('') : `${characters.slice(0, 30).join('')}…`;
}
