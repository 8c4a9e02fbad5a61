import { AppError } from '../../base/errors.ts';
import type { Case } from '../../domain/case.ts';
import type { Records } from '../../ports/store.ts';
import { mayTellResult } from './tell-words.ts';

type Asked = Pick<Case, 'kind' | 'conversationId' | 'memberId'>;

/** Why whoever submitted a case cannot be answered by the bot, in one sentence; null = they can. */
export async function whyNoReply(
  { conversations }: Pick<Records, 'conversations'>,
  one: Asked,
): Promise<string | null> {
  const { conversationId, memberId } = one;
  if (conversationId === null || memberId === null)
    return '这件没有能回复的聊天（电话、纸质、上级交办或匿名），请电话或当面告知。';
  const conversation = await conversations.find(conversationId);
  if (conversation === null || conversation.leftAt !== null)
    return '机器人已经不在提交时的群或私聊里，请电话或当面告知。';
  if (mayTellResult([one], { group: conversation.kind === 'group' })) return null;
  return '这一类在群里提的，回复会让全群看到，请私下电话或当面告知。';
}

/** Throws `record/conflict` where a reply would not reach them, or would be read by others. */
export async function checkReply(records: Pick<Records, 'conversations'>, one: Asked): Promise<void> {
  const why = await whyNoReply(records, one);
  if (why !== null) throw new AppError('record/conflict', why);
}
