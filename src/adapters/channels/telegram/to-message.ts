import type { ConversationRef } from '../../../domain/conversation.ts';
import type { InboundMessage, Quoted } from '../../../domain/message.ts';
import { readAddress } from './address.ts';
import { filesOf } from './files.ts';
import { writeReplyRef } from './reply-ref.ts';
import type { TelegramChat, TelegramMessage, TelegramUser } from './update.ts';

export type Account = { channel: string; me: TelegramUser };

/** What somebody wrote as a message of ours; null for what holds no words and no file, and for what nobody wrote. */
export function toMessage(written: TelegramMessage, { channel, me }: Account): InboundMessage | null {
  const sender = senderOf(written);
  const address = readAddress(written, me);
  const attachments = filesOf(written);
  if (sender === null || written.from?.id === me.id) return null;
  if (address.rawText === '' && attachments.length === 0) return null;
  const conversation = conversationOf(written.chat, channel);
  return {
    key: keyOf(written, { channel, me }),
    conversation,
    sender,
    ...address,
    sentAt: written.date * 1000,
    replyRef: writeReplyRef(written),
    quoted: quotedOf(written),
    attachments,
  };
}

/**
 * Only supergroups number their messages for all; elsewhere every account counts its own, and another bot that takes the
 * place of this one begins anew.
 */
function keyOf({ chat, message_id: id }: TelegramMessage, { channel, me }: Account): string {
  return chat.type === 'supergroup' ? `${channel}/${chat.id}/${id}` : `${channel}/${me.id}/${chat.id}/${id}`;
}

export function conversationOf(chat: TelegramChat, channel: string): ConversationRef & { title: string | null } {
  return {
    channel,
    kind: chat.type === 'private' ? 'direct' : 'group',
    platformId: String(chat.id),
    title: chat.title ?? null,
  };
}

/**
 * Whoever speaks as the group (an administrator who does not show their name) or as a channel has a bot of the platform
 * for a name; a post that a channel passes on to its group is nobody's question.
 */
function senderOf(written: TelegramMessage): InboundMessage['sender'] | null {
  const { from, sender_chat: as, author_signature: signature } = written;
  if (as !== undefined) {
    const bot = written.is_automatic_forward === true;
    return { platformId: String(as.id), name: signature ?? as.title ?? '匿名成员', bot };
  }
  return from === undefined ? null : { platformId: String(from.id), name: nameOf(from), bot: from.is_bot };
}

/** As others see the person. */
export function nameOf({ first_name: first, last_name: last, username, id }: TelegramUser): string {
  const name = [first, last].filter(Boolean).join(' ').trim();
  return name || username || String(id);
}

function quotedOf({ reply_to_message: quoted, quote }: TelegramMessage): Quoted | null {
  if (quoted === undefined || quoted.forum_topic_created !== undefined)
    return quote === undefined ? null : { platformMessageId: null, text: quote.text };
  return { platformMessageId: String(quoted.message_id), text: quote?.text ?? quoted.text ?? quoted.caption ?? null };
}
