import { AppError } from '../../base/errors.ts';
import { operator } from '../../domain/audit.ts';
import type { NewDelivery } from '../../domain/delivery.ts';
import type { DocumentContent } from '../../domain/document.ts';
import type { Message } from '../../domain/message.ts';
import type { UnansweredQuestion } from '../../domain/unanswered.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Outcome } from '../../ports/outcome.ts';
import type { Records, Store } from '../../ports/store.ts';
import { openQuestion } from './open-question.ts';
import { findTopic } from './topic.ts';

/** A question and what a person answered, as a document of a collection. */
export type ToDocument = (answered: {
  id: string;
  question: string;
  answer: string;
  collection: string;
  at: number;
}) => DocumentContent;

export type HandoffDeps = {
  store: Store;
  clock: Clock;
  newId: () => string;
  onReplies: () => void;
  toDocument: ToDocument;
};

/**
 * `keep`: the answer becomes a document too, of this collection or, null, of one that the group that asked hears. `same`:
 * whoever else waits for an answer to the same question is told too. `by`: who answers, for the record.
 */
export type AnswerOptions = { keep: { collection: string | null } | null; same?: boolean; by?: string };

/** `told`: how many who asked it are told, each once in a place. */
export type AnsweredByPerson = UnansweredQuestion & { told: number };

export type Handoff = {
  /** 转人工: marks the member's last open question, or opens one about what was asked last. Null when the message asks for no person. */
  handle: (message: Message) => Promise<Outcome | null>;
  /** Sends a person's answer to the conversation the question came from, once. */
  answer: (id: string, text: string, options?: AnswerOptions) => Promise<AnsweredByPerson>;
};

/** 人工 alone asks for a person, 人工智能 and 人工费用 are about something else. */
const asksForPerson =
  /^[/／]?(?:转人工(?:客服|服务|答复|回复)?[\s：:，,]*(.*)|(?:人工(?:客服|服务|答复|回复)?|handoff|human)(?:[\s：:，,]+(.*)|[。.！!？?]*))$|^(?:我要|请|帮我|麻烦)?(?:转|找|联系|接)(?:一?下)?(?:人工|工作人员|真人|客服)(?:吧|一下)?(?:[\s：:，,]+(.*)|[。.！!？?]*)$/isu;
/** What may stand behind 转人工 without being a question. */
const courtesy = /^(?:吧|一下|啊|呀|了|请|麻烦|谢谢|您|你|[\p{P}\s])*$/u;
/** A question older than this is not what 转人工 is about. */
const recentMs = 24 * 3_600_000;
const longestAnswer = 4000;
/** Where answers go that all groups may hear. */
const usualCollection = 'answers';

export function createHandoff(deps: HandoffDeps): Handoff {
  return {
    async handle(message) {
      const match = asksForPerson.exec(message.text.trim());
      if (!match) return null;
      const behind = (match[1] ?? match[2] ?? match[3] ?? '').trim();
      const written = courtesy.test(behind) ? '' : behind;
      const open = written === '' ? await latest(deps, message) : null;
      // An answer that did not help: what was asked last is what a person is wanted for.
      const asked = written === '' && open === null ? await findTopic(deps, message) : null;
      return async (records) => {
        if (open) await records.unanswered.setHandoff(open.id);
        else
          await records.unanswered.record(
            openQuestion(deps, message, { question: asked?.question ?? (written || nothingWritten), handoff: true }),
          );
        const last = open ?? asked;
        const about = last ? `您的问题“${shorten(last.question)}”` : '您的问题';
        return [{ text: `${about}已转给工作人员，答复会发到这里。` }];
      };
    },
    answer: (id, text, options = { keep: null }) => answer(deps, { id, text, ...options }),
  };
}

function latest(deps: HandoffDeps, message: Message): Promise<UnansweredQuestion | null> {
  return deps.store.unanswered.latestOf(message.conversationId, message.memberId, deps.clock.now() - recentMs);
}

/** What 转人工 says when it is all that was written. */
const nothingWritten = '（成员请求人工，未写明问题）';

async function answer(
  deps: HandoffDeps,
  { id, text, keep, same = false, by = operator }: { id: string; text: string } & AnswerOptions,
): Promise<AnsweredByPerson> {
  const words = text.trim();
  if (words === '') throw new AppError('input/invalid', '答复是空的，请写上内容。');
  if (words.length > longestAnswer) throw new AppError('input/too-long', `答复超过 ${longestAnswer} 字，请分几次发。`);
  const question = await deps.store.unanswered.find(id);
  if (!question) throw new AppError('record/not-found', `没有编号为 ${id} 的问题，请看一下待答的问题。`);
  const at = deps.clock.now();
  const collection = keep === null ? null : (keep.collection ?? (await collectionOf(deps, question)));
  const asked = { id, question: question.question, answer: words, at };
  const document = collection === null ? null : deps.toDocument({ ...asked, collection });
  const documentId = document?.document.id ?? null;
  const answered = { ...question, answer: words, answeredAt: at, documentId };
  const told = await deps.store.transaction(async (records) => {
    const others = same ? (await records.unanswered.listSame(id)).filter((other) => other !== id) : [];
    const told = new Set([placeOf(question)]);
    await answerOne(deps, records, answered);
    for (const other of others) await answerOther(deps, records, { id: other, answered, told });
    if (document !== null) await records.documents.put([document], by);
    const detail = { told: told.size, documentId };
    await records.audit.append({ at, who: by, action: 'question/answer', subject: id, detail });
    return told.size;
  });
  deps.onReplies();
  return { ...answered, told };
}

/** `skipped`: why nobody is told; absent: they are. */
type Said = UnansweredQuestion & { answer: string; answeredAt: number; skipped?: string | null };

async function answerOne(deps: HandoffDeps, records: Records, said: Said): Promise<void> {
  const { id, answer: text, answeredAt: at, documentId, skipped = null } = said;
  await records.unanswered.answer(id, { text, at, documentId });
  await records.deliveries.add([{ ...toDelivery(deps, said), skipped }], at);
}

const toldBefore = '同一个人在这里问过不止一遍，已经答复过了。';

/** The one who asked the same hears the same, as an answer to their own message; who asked it twice in one place hears it once. */
async function answerOther(
  deps: HandoffDeps,
  records: Records,
  { id, answered, told }: { id: string; answered: Said; told: Set<string> },
): Promise<void> {
  const question = await records.unanswered.find(id);
  if (question === null) return;
  const { answer, answeredAt, documentId } = answered;
  const skipped = told.has(placeOf(question)) ? toldBefore : null;
  told.add(placeOf(question));
  await answerOne(deps, records, { ...question, answer, answeredAt, documentId, skipped });
}

function placeOf({ conversationId, memberId }: UnansweredQuestion): string {
  return `${conversationId}/${memberId}`;
}

/** A group that is bound to collections hears of no other. */
async function collectionOf({ store }: HandoffDeps, { conversationId }: UnansweredQuestion): Promise<string> {
  const conversation = await store.conversations.find(conversationId);
  return conversation?.collections?.[0] ?? usualCollection;
}

function toDelivery(
  deps: HandoffDeps,
  { id, question, answer, createdAt, conversationId, messageId }: UnansweredQuestion,
): NewDelivery {
  return {
    id: deps.newId(),
    key: `unanswered/${id}`,
    kind: 'reply',
    conversationId,
    replyTo: messageId,
    broadcastId: null,
    fileId: null,
    reminds: null,
    text: `关于您问的“${shorten(question)}”，工作人员答复：\n${answer ?? ''}`,
    // Not the time of who answers: a clock that is ahead would hold up the whole conversation.
    notBefore: createdAt,
    closesAt: null,
    skipped: null,
  };
}

function shorten(question: string): string {
  const characters = [...question.replace(/\s+/g, ' ')];
  return characters.length <= 30 ? characters.join('') : `${characters.slice(0, 30).join('')}…`;
}
