import type { ConversationRef } from '../../../domain/conversation.ts';
import type { InboundMessage } from '../../../domain/message.ts';
import { type Me, readAddress } from './address.ts';
import { readContent } from './content.ts';
import type { MessageEvent } from './event.ts';
import type { OwnMessages } from './own-messages.ts';
import type { People } from './people.ts';

export type ReadDeps = { channel: string; people: People; own: OwnMessages };

/** What somebody wrote as a message of ours; null for what holds no words and no file. Throws when it cannot be read. */
export async function toMessage(
  { channel, people, own }: ReadDeps,
  { message, sender: { sender_id: id, sender_type: type } }: MessageEvent,
  me: Me,
): Promise<InboundMessage | null> {
  const { message_id: messageId, chat_id: chatId, parent_id: parent, mentions } = message;
  const { words, attachments } = readContent(message);
  const direct = message.chat_type === 'p2p';
  if (id.open_id === me.openId || (words === '' && attachments.length === 0)) return null;
  for (const { id, name } of mentions ?? []) if (id?.open_id && name) people.noteName(id.open_id, name);
  const address = readAddress({ words, mentions: mentions ?? [], direct }, me);
  const isReply = address.addressed === 'none' && parent && (await own.has(parent));
  const title = direct ? null : await people.titleOf(chatId);
  const name = await people.nameOf({ openId: id.open_id, chatId, direct });
  return {
    key: `${channel}/${chatId}/${messageId}`,
    conversation: { ...conversationOf(channel, { chatId, direct }), title },
    sender: { platformId: id.open_id, name, bot: type !== 'user' },
    ...address,
    addressed: isReply ? 'reply' : address.addressed,
    sentAt: message.create_time,
    replyRef: messageId,
    quoted: parent ? { platformMessageId: parent, text: null } : null,
    attachments,
  };
}

export function conversationOf(
  channel: string,
  { chatId, direct }: { chatId: string; direct: boolean },
): ConversationRef {
  return { channel, kind: direct ? 'direct' : 'group', platformId: chatId };
}
