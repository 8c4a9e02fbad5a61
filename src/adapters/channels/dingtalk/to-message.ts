import { inChinese } from '../../../domain/command.ts';
import { readGroupAddress } from '../../../domain/mention.ts';
import type { InboundMessage, Quoted } from '../../../domain/message.ts';
import type { Callback, Piece } from './callback.ts';
import { filesOf } from './files.ts';
import { writeReplyRef } from './reply-ref.ts';

export type Reader = {
  channel: string;
  /** What members may call the bot besides its name in DingTalk. */
  names: readonly string[];
  isOwn: (url: URL) => boolean;
};

/** What somebody wrote as a message of ours; null for what the bot said itself, and for what holds no words and no file. */
export function toMessage(callback: Callback, reader: Reader): InboundMessage | null {
  const attachments = filesOf(callback);
  const rawText = clean(wordsOf(callback));
  const address = addressOf(callback, rawText, reader);
  if (callback.senderId === callback.chatbotUserId) return null;
  // A bare mention is a question too; a sticker or a card is none.
  if (rawText.trim() === '' && attachments.length === 0 && callback.msgtype !== 'text') return null;
  const { channel, isOwn } = reader;
  const conversation = conversationOf(callback, channel);
  return {
    key: `${channel}/${callback.conversationId}/${callback.msgId}`,
    conversation,
    sender: { platformId: personOf(callback), name: clean(callback.senderNick) || '成员', bot: false },
    ...address,
    rawText,
    sentAt: callback.createAt,
    replyRef: writeReplyRef(callback, { place: conversation.platformId, isOwn }),
    quoted: quotedOf(callback),
    attachments,
  };
}

/** People outside of the organization have no id there; nothing but a reply reaches them. */
function personOf({ senderStaffId, senderId }: Callback): string {
  return senderStaffId || senderId;
}

/** A private chat is the person: what is sent there is addressed to them. */
function conversationOf(callback: Callback, channel: string): InboundMessage['conversation'] {
  if (callback.conversationType !== '2')
    return { channel, kind: 'direct', platformId: personOf(callback), title: clean(callback.senderNick) || null };
  const title = clean(callback.conversationTitle) || null;
  return { channel, kind: 'group', platformId: callback.conversationId, title };
}

/** The platform takes the bot's own mention out of the words. In groups that let it hear all, it says whether there was one. */
function addressOf(callback: Callback, rawText: string, { names }: Reader) {
  const { addressed, mentionsAll, text } = readGroupAddress(rawText, names);
  const words = inChinese(text.trim());
  if (callback.conversationType !== '2') return { addressed: 'direct', mentionsAll, text: words } as const;
  const isMention = callback.isInAtList !== false;
  return { addressed: isMention ? ('mention' as const) : addressed, mentionsAll, text: words };
}

function wordsOf({ msgtype, text, content }: Callback): string {
  switch (msgtype) {
    case 'text':
      return text?.content ?? '';
    case 'richText':
      return joined(content.richText ?? []);
    case 'audio':
      return content.recognition ?? '';
    default:
      return '';
  }
}

/** Ids of what is quoted are of another kind than those the bot gets for what it sends, so its words are what counts. */
function quotedOf({ text }: Callback): Quoted | null {
  const content = text?.repliedMsg?.content;
  if (content === undefined) return null;
  const said = clean(content.text ?? joined(content.richText ?? []));
  return { platformMessageId: null, text: said === '' ? null : said };
}

function joined(pieces: readonly Piece[]): string {
  return pieces.map(({ text, content }) => text ?? content ?? '').join('');
}

/** Without what no database stores: NUL and halves of a surrogate pair. */
function clean(written: string): string {
  return written.replaceAll('\0', '').replaceAll(/\p{Cs}/gu, '\ufffd');
}
