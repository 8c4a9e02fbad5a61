import type { ConversationRef } from '../../../domain/conversation.ts';
import { isCommand, readMentions } from '../../../domain/mention.ts';
import type { InboundMessage, Quoted } from '../../../domain/message.ts';
import { attachmentOf, mediaOf } from './files.ts';
import type { Framed, WecomContent, WecomMessage, WecomPlace } from './frames.ts';
import type { OwnName } from './own-name.ts';

/** As whom the channel reads. `now`: where the platform does not say when. */
export type Reader = { channel: string; name: OwnName; now: number };

/** Null for what holds no words and no file. The platform gives ids alone, no names and no titles. */
export function toInboundMessage(
  { requestId, body }: Framed<WecomMessage>,
  { channel, name, now }: Reader,
): InboundMessage | null {
  const rawText = wordsOf(body);
  const media = mediaOf(body);
  if (rawText.trim() === '' && media.length === 0) return null;
  const conversation = conversationOf(body, channel);
  const { userid } = body.from;
  return {
    key: `${channel}/${conversation.platformId}/${body.msgid}`,
    conversation: { ...conversation, title: conversation.kind === 'direct' ? userid : null },
    sender: { platformId: userid, name: userid, bot: false },
    ...addressOf(rawText, conversation.kind, name),
    rawText,
    sentAt: instantOf(body, now),
    replyRef: requestId,
    quoted: quotedOf(body),
    attachments: media.map(attachmentOf),
  };
}

export function conversationOf({ chatid, chattype, from }: WecomPlace, channel: string): ConversationRef {
  if (chatid === undefined || chattype === 'single') return { channel, kind: 'direct', platformId: from.userid };
  return { channel, kind: 'group', platformId: chatid };
}

/** What comes in from a group turns to the bot, also where the mention is not in the words. */
function addressOf(
  rawText: string,
  kind: ConversationRef['kind'],
  name: OwnName,
): Pick<InboundMessage, 'addressed' | 'mentionsAll' | 'text'> {
  const { all: mentionsAll } = readMentions(rawText, []);
  if (kind === 'direct') return { addressed: 'direct', mentionsAll, text: rawText.trim() };
  const { text, mentioned } = name.strip(rawText);
  return { addressed: !mentioned && isCommand(text) ? 'command' : 'mention', mentionsAll, text };
}

function quotedOf({ quote }: WecomMessage): Quoted | null {
  if (quote === undefined) return null;
  const words = wordsOf(quote).trim();
  return { platformMessageId: null, text: words === '' ? null : words };
}

function wordsOf({ text, voice, mixed }: WecomContent): string {
  const items = mixed?.msg_item.map((item) => item.text?.content ?? '') ?? [];
  return [text?.content ?? '', voice?.content ?? '', ...items].filter((words) => words !== '').join('\n');
}

/** The platform tells seconds; milliseconds would be in the far future. */
const secondsEnd = 100_000_000_000;

function instantOf({ create_time: at }: WecomPlace, now: number): number {
  if (at === undefined || at <= 0) return now;
  return at < secondsEnd ? at * 1_000 : at;
}
