import { type Case, type Satisfaction, satisfactionNames, satisfactions } from '../../domain/case.ts';
import { ratedBy } from '../../domain/case-notice.ts';
import type { Channel, Choosing, Chosen } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Records, Store } from '../../ports/store.ts';
import { chatWithMember } from './private-chats.ts';
import { rateCase, unripeSentence } from './rate-case.ts';
import { closeRating, openRating } from './rating-dialogue.ts';

export type RatingButtonsDeps = {
  store: Store;
  channels: ReadonlyMap<string, Channel>;
  clock: Clock;
  newId: () => string;
  /** Told when deliveries wait to be sent. */
  onPlanned: () => void;
};

const goneSentence = '这里不能再评价了。请回复“满意”“基本满意”或“不满意”，带上编号。';
const othersSentence = '这里请提交人自己评价，您点的没有记下。';

/**
 * 满意, 基本满意, 不满意 as buttons under the message that tells of the end: everybody in a group sees them, and only the
 * one who submitted can use them. What was chosen is shown to them alone; the group sees that it was.
 */
export function createRatingButtons(deps: RatingButtonsDeps): { choose(chosen: Choosing): Promise<Chosen> } {
  return {
    async choose(choosing) {
      const chosen = await deps.store.transaction((records) => choose(deps, records, choosing));
      deps.onPlanned();
      return chosen;
    },
  };
}

async function choose(deps: RatingButtonsDeps, records: Records, choosing: Choosing): Promise<Chosen> {
  const satisfaction = satisfactions[choosing.place];
  const one = await caseUnder(records, choosing);
  if (one === null || satisfaction === undefined) return { text: goneSentence, label: null };
  const { channel } = choosing.conversation;
  const member = await records.members.findThere({ channel, platformId: choosing.sender.platformId });
  if (member === null || member.id !== one.memberId) return { text: othersSentence, label: null };
  const at = deps.clock.now();
  switch (await rateCase(records, one, { satisfaction, reason: null, at })) {
    case 'unripe':
      return { text: unripeSentence(one), label: null };
    case 'before':
      return { text: `${one.no} 已经评价过了，谢谢您。`, label: labelOf(choosing, one.satisfaction) };
    case 'noted':
      return {
        text: await thank(deps, records, { one, choosing, satisfaction, at }),
        label: labelOf(choosing, satisfaction),
      };
  }
}

/** The case a message asks about; null where the message is not known, or is not of this conversation. */
async function caseUnder(
  { cases, conversations, deliveries }: Records,
  { deliveryId, conversation }: Choosing,
): Promise<Case | null> {
  const delivery = await deliveries.find(deliveryId);
  const no = delivery === null ? null : ratedBy(delivery.key);
  if (delivery === null || no === null) return null;
  const there = await conversations.findByRef(conversation);
  return there?.id === delivery.conversationId ? cases.find(no) : null;
}

function labelOf({ conversation }: Choosing, satisfaction: Case['satisfaction']): string {
  return conversation.kind === 'group' || satisfaction === null ? '✓ 已评价' : `✓ ${satisfactionNames[satisfaction]}`;
}

type Noted = { one: Case; choosing: Choosing; satisfaction: Satisfaction; at: number };

async function thank(deps: RatingButtonsDeps, records: Records, noted: Noted): Promise<string> {
  const { one, choosing, satisfaction } = noted;
  if (one.conversationId !== null && one.memberId !== null)
    await closeRating(records, { conversationId: one.conversationId, memberId: one.memberId });
  if (satisfaction !== 'dissatisfied') return `已记下“${satisfactionNames[satisfaction]}”（${one.no}），谢谢您。`;
  const alone = choosing.conversation.kind === 'direct';
  if (await askWhy(deps, records, noted))
    return `已记下“不满意”（${one.no}），${alone ? '请接着说说原因' : '我私聊问您原因'}。`;
  return `已记下“不满意”（${one.no}）。请私聊我说说原因，群里看不到：发“不满意 ${one.no}，原因”。`;
}

/** In private alone: that somebody is not satisfied is for nobody else to read. False: nobody can be written to there. */
async function askWhy(deps: RatingButtonsDeps, records: Records, { one, choosing, at }: Noted): Promise<boolean> {
  if (one.memberId === null) return false;
  const conversationId = await chatWithMember({ ...deps, store: records }, one.memberId);
  if (conversationId === null) return false;
  const place = { conversationId, memberId: one.memberId };
  await openRating(records, { ...place, no: one.no, at, wants: 'reason' });
  await records.deliveries.add(
    [
      {
        id: deps.newId(),
        key: `rating-reason/${choosing.deliveryId}/${one.version}`,
        kind: 'reply',
        conversationId,
        text: `您对 ${one.no} 的办理结果评价了“不满意”。请说说哪里不满意，不想说就发“跳过”。`,
        replyTo: null,
        broadcastId: null,
        fileId: null,
        reminds: null,
        notBefore: at,
        closesAt: null,
        skipped: null,
      },
    ],
    at,
  );
  return true;
}
