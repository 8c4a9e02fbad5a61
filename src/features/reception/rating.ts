import { type Case, satisfactionNames } from '../../domain/case.ts';
import { isCommand } from '../../domain/mention.ts';
import type { Message } from '../../domain/message.ts';
import type { Outcome, Reply } from '../../ports/outcome.ts';
import type { Records, Store } from '../../ports/store.ts';
import { readAnonymous } from './anonymous.ts';
import { fold } from './fold.ts';
import { longestReason, rateCase, raterName, unripeSentence } from './rate-case.ts';
import { closeRating, findRating, openRating, readRating, type SaidRating } from './rating-dialogue.ts';

export type RatingDeps = { store: Pick<Store, 'cases' | 'dialogues'> };

/**
 * 满意, 基本满意, 不满意 of the one who submitted, once for each end a case comes to; 不满意 is asked why. Whether it is
 * done again is for staff to decide: the rating and the reason stand in its story. Null when a message is none.
 */
export function createRating({ store }: RatingDeps): { handle(message: Message): Promise<Outcome | null> } {
  return {
    async handle(message) {
      const open = await findRating(store, message);
      const rating = readRating(message.text);
      const no = rating?.no ?? open?.no ?? null;
      if (rating !== null && no !== null && (rating.no !== null || open?.wants === 'rating'))
        return rate(message, { ...rating, no });
      if (open?.wants === 'reason') return giveReason(message, open.no);
      return rating !== null && rating.reason === null ? answerUnasked(store, message, rating) : null;
    },
  };
}

const skips = /^(?:跳过|不用了?|算了|没有?了?|不说了?|取消|skip)[\s。.!~]*$/u;

function rate(message: Message, { no, satisfaction, reason }: SaidRating & { no: string }): Outcome {
  return async (records) => {
    await closeRating(records, message);
    const one = await records.cases.find(no);
    if (one?.memberId !== message.memberId) return [{ text: `没有查到由您提交的 ${no}，请核对编号。` }];
    const at = message.receivedAt;
    const rated = await rateCase(records, one, { satisfaction, reason, at });
    if (rated === 'unripe') return [{ text: unripeSentence(one) }];
    if (rated === 'before' && reason !== null && one.satisfaction === 'dissatisfied' && satisfaction === 'dissatisfied')
      return addReason(records, one, { at, reason: reason.slice(0, longestReason) });
    if (rated === 'before') return [{ text: `${no} 已经评价过了，谢谢您。` }];
    if (satisfaction !== 'dissatisfied')
      return [{ text: `已记下“${satisfactionNames[satisfaction]}”（${no}），谢谢您。` }];
    if (reason !== null) return [{ text: thanksForReason(no) }];
    await openRating(records, { ...message, no, at: message.receivedAt, wants: 'reason' });
    const place =
      message.conversation.kind === 'group' ? `（群里大家都看得到，也可以私聊我发“不满意 ${no}，原因”）` : '';
    return [{ text: `已记下“不满意”（${no}）。请说说哪里不满意${place}，不想说就发“跳过”。` }];
  };
}

/** 不满意 alone says nothing that could be followed, so it is no new case either. */
async function answerUnasked(
  { cases }: RatingDeps['store'],
  { memberId }: Message,
  { satisfaction }: SaidRating,
): Promise<Outcome | null> {
  const own = await cases.listOfMember(memberId, 1);
  if (own.length === 0 && satisfaction !== 'dissatisfied') return null;
  const text = '现在没有等您评价的。评价请带上编号，例如“满意 2026-0001”；要反映问题，请直接写明情况。';
  return async () => [{ text }];
}

/** A command, or another rating, is no reason; the question stays open for it. */
async function giveReason(message: Message, no: string): Promise<Outcome | null> {
  const text = message.text.trim();
  // Whoever wants to stay unknown does not want it in a case that has their name.
  if (text === '' || isCommand(text) || text.startsWith('/') || readAnonymous(text) !== null) return null;
  return async (records) => {
    await closeRating(records, message);
    if (skips.test(fold(text))) return [{ text: '好的，不满意已经记下，工作人员会看到。' }];
    const one = await records.cases.find(no);
    if (one?.memberId !== message.memberId) return [];
    return addReason(records, one, { at: message.receivedAt, reason: text.slice(0, longestReason) });
  };
}

async function addReason(
  { cases }: Records,
  one: Case,
  { at, reason }: { at: number; reason: string },
): Promise<Reply[]> {
  const step = { at, who: raterName(one), action: 'note', note: reason } as const;
  await cases.change(one, {}, { ...step, detail: { about: 'dissatisfied' } });
  return [{ text: thanksForReason(one.no) }];
}

function thanksForReason(no: string): string {
  return `您的意见已记在 ${no}，工作人员会据此决定是否重新办理，有进展会告诉您。`;
}
