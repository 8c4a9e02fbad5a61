import { z } from 'zod';
import type { CaseKind } from '../../domain/case.ts';
import type { DialogueKey } from '../../domain/dialogue.ts';
import { isCommand } from '../../domain/mention.ts';
import type { Message } from '../../domain/message.ts';
import type { Records } from '../../ports/store.ts';
import { isClearQuestion } from './case-signal.ts';
import { fold } from './fold.ts';

/** A member has said 我要提建议 and is about to say it; `said` is what came first without being one, a name and phone. */
export type OpenDialogue = { kind: CaseKind; said: string };

const schema = z.object({ kind: z.string(), said: z.string() });
const lastsMs = 24 * 3_600_000;

export function keyOf(message: Message): DialogueKey {
  return { conversationId: message.conversationId, memberId: message.memberId, name: 'suggestion' };
}

export async function findDialogue(
  records: Pick<Records, 'dialogues'>,
  message: Message,
): Promise<OpenDialogue | null> {
  const found = schema.safeParse(await records.dialogues.find(keyOf(message), message.receivedAt));
  return found.success ? found.data : null;
}

export async function openDialogue(
  records: Pick<Records, 'dialogues'>,
  of: { message: Message; dialogue: OpenDialogue },
): Promise<void> {
  await records.dialogues.open(keyOf(of.message), of.dialogue, of.message.receivedAt + lastsMs);
}

const wants = '(?:我们?|本人)?(?:想|要|想要|需要|打算|来|有|再|还|也|可以|能)*';
const some = '(?:一?[个条点些件下]|几[个条点]|两[个条点])?(?:小|新|其他|别的)?';
const opening = new RegExp(
  `^\\/?\\s?${wants}(?:提出?|反映|说说?|讲|给|发|登记|进行)?${some}(建议|意见|投诉|举报|诉求|求助|问题|情况|suggest|suggestion|complain|complaint)(?:要提|要说|要反映|想提|想说|一下|吗)?[\\s:,。.!~]*$`,
  'u',
);

/** The kind a member wants to speak of without having said anything yet, null when the text says something. */
export function readOpening(text: string): CaseKind | null {
  const word = opening.exec(fold(text).trim())?.[1]?.toLowerCase();
  if (word === undefined || /^(?:问题|情况)$/u.test(fold(text).trim())) return null;
  if (/^(?:投诉|举报|complain)/u.test(word)) return 'complaint';
  return /^(?:诉求|求助)$/u.test(word) ? 'demand' : 'suggestion';
}

const cancels =
  /^\/?(?:取消|算了|不(?:用|说|提|要|登记|投诉|反映|建议)了|不提|不用|没事了?|没有了|退出|作罢|cancel|stop)[吧啦了\s。.!~]*$/u;
const fillers =
  /^(?:好的?|好嘞|嗯+|哦+|行|可以|ok|okay|收到|明白|知道了|稍等.{0,6}|等一?下.{0,6}|等会儿?|我想想|让我想想|谢谢.{0,6}|感谢.{0,6}|你好|您好|在吗?|[\p{P}\p{S}\s]*|\d)[\s。.!~]*$/u;

/** What a message is to someone who was asked to speak. */
export function readTurn(text: string): 'cancels' | 'fills' | 'leaves' | 'speaks' {
  const folded = fold(text).trim();
  if (cancels.test(folded)) return 'cancels';
  if (fillers.test(folded)) return 'fills';
  const command =
    (folded.startsWith('/') || isCommand(folded)) && !/^\/\s?(?:建议|意见|投诉|举报|suggest|complain)/u.test(folded);
  return command || isClearQuestion(folded) ? 'leaves' : 'speaks';
}

const inGroup = '群里大家都看得到，请不要写姓名和电话。';

/** The question that opens a dialogue. */
export function askReply(kind: CaseKind, of: { group: boolean; name?: string | undefined }): string {
  if (kind === 'complaint') return `请说，我来登记。${of.group ? inGroup : ''}不想登记了就发“取消”。`;
  const what = of.name ?? (kind === 'demand' ? '诉求' : '建议');
  return `请说您的${what}，直接发给我就行，一条消息写完。不想提了就发“取消”。`;
}

export const cancelledReply = '好的，已取消。';
export const noContentReply = '收到。请再说说具体内容，我一起登记；不想提了就发“取消”。';
