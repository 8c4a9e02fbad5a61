import type { TelegramMessage } from './update.ts';

/** The message to quote, and the topic it is in. */
export type ReplyRef = { messageId: number; threadId: number | null };

/** `-42/12`, or `-42/12/3` in topic 3. Replies outside of topics have a thread too, but nothing can be sent into it. */
export function writeReplyRef(message: TelegramMessage): string {
  const { chat, message_id: id, message_thread_id: thread, is_topic_message: inTopic } = message;
  return [chat.id, id, ...(inTopic === true && thread !== undefined ? [thread] : [])].join('/');
}

/** Null for a message of another chat: a group that became a supergroup counts its messages anew. */
export function readReplyRef(written: string, chatId: string): ReplyRef | null {
  const [, chat, message, thread] = /^(-?\d{1,20})\/(\d{1,15})(?:\/(\d{1,15}))?$/u.exec(written) ?? [];
  if (chat !== chatId || message === undefined) return null;
  return { messageId: Number(message), threadId: thread === undefined ? null : Number(thread) };
}
