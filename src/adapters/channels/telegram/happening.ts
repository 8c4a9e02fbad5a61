import type { ConversationChange } from '../../../domain/conversation.ts';
import type { InboundMessage } from '../../../domain/message.ts';
import { readButton } from './buttons.ts';
import type { Press } from './press.ts';
import { type Account, conversationOf, nameOf, toMessage } from './to-message.ts';
import type { Membership, TelegramChat, UpdateContent } from './update.ts';

/** What an update tells. */
export type Happening =
  | { kind: 'message'; message: InboundMessage }
  | { kind: 'change'; change: ConversationChange }
  /** Somebody pressed a button. */
  | { kind: 'press'; press: Press }
  | { kind: 'nothing' };

const nothing: Happening = { kind: 'nothing' };

export function readHappening(update: UpdateContent, account: Account): Happening {
  const { message, my_chat_member: place, callback_query: query } = update;
  if (query !== undefined) return readPress(query, account);
  if (place !== undefined) return readPlace(place, account);
  if (message === undefined || message.chat.type === 'channel') return nothing;
  const change = readMove(message, account);
  if (change !== null) return { kind: 'change', change };
  const read = toMessage(message, account);
  return read === null ? nothing : { kind: 'message', message: read };
}

function readPress(query: NonNullable<UpdateContent['callback_query']>, { channel }: Account): Happening {
  const button = readButton(query.data ?? '');
  if (button === null || query.message === undefined)
    return { kind: 'press', press: { queryId: query.id, messageId: null, pressed: null } };
  const { title: _, ...conversation } = conversationOf(query.message.chat, channel);
  const sender = { platformId: String(query.from.id), name: nameOf(query.from) };
  const messageId = query.message.message_id ?? null;
  return { kind: 'press', press: { queryId: query.id, messageId, pressed: { ...button, conversation, sender } } };
}

/** Being made an administrator is no change of place. */
function readPlace(
  { chat, old_chat_member: before, new_chat_member: now }: NonNullable<UpdateContent['my_chat_member']>,
  { channel }: Account,
): Happening {
  if (chat.type === 'channel' || isIn(before) === isIn(now)) return nothing;
  const { title, ...ref } = conversationOf(chat, channel);
  return {
    kind: 'change',
    change: isIn(now) ? { kind: 'joined', conversation: { ...ref, title } } : { kind: 'left', conversation: ref },
  };
}

function isIn({ status, is_member: isMember }: Membership): boolean {
  return status === 'restricted' ? isMember === true : status !== 'left' && status !== 'kicked';
}

/** A group that becomes a supergroup says so on both sides. */
function readMove(
  { chat, migrate_to_chat_id: to, migrate_from_chat_id: from }: NonNullable<UpdateContent['message']>,
  { channel }: Account,
): ConversationChange | null {
  if (to !== undefined) return moved({ from: chat.id, to }, chat, channel);
  if (from !== undefined) return moved({ from, to: chat.id }, chat, channel);
  return null;
}

function moved(
  { from, to }: { from: number; to: number },
  { title }: TelegramChat,
  channel: string,
): ConversationChange {
  const group = { channel, kind: 'group' } as const;
  return {
    kind: 'moved',
    from: { ...group, platformId: String(from) },
    to: { ...group, platformId: String(to), title: title ?? null },
  };
}
