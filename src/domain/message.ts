import type { ConversationRef } from './conversation.ts';

/** How a message turns to the bot; `none` is group talk that is not for it. */
export type Addressed = 'direct' | 'mention' | 'reply' | 'command' | 'none';

/** A message as a channel hands it in. */
export type InboundMessage = {
  /** Unique for ever: `${channel}/${conversation}/${platform message id}`. */
  key: string;
  conversation: ConversationRef & { title: string | null };
  sender: { platformId: string; name: string; bot: boolean };
  addressed: Addressed;
  mentionsAll: boolean;
  /** The bot's own mention is stripped. */
  text: string;
  /** As the person wrote it. */
  rawText: string;
  sentAt: number;
};

/** Why a message was or was not answered; null while it waits. */
export type MessageOutcome =
  | 'answered'
  | 'not-addressed'
  | 'from-bot'
  | 'too-old'
  | 'limit-told'
  | 'limit-silent'
  | 'failed';

/** A stored inbound message. `id` grows in commit order within a conversation. */
export type Message = InboundMessage & {
  id: number;
  conversationId: string;
  memberId: string;
  receivedAt: number;
  outcome: MessageOutcome | null;
};

/** One line of a conversation's history, from a person or from the bot. */
export type HistoryEntry = {
  id: number;
  conversationId: string;
  name: string;
  text: string;
  bot: boolean;
  at: number;
  replyTo: number | null;
};
