import type { ConversationRef } from './conversation.ts';
import type { CarriedFile } from './file.ts';

/** How a message turns to the bot; `none` is group talk that is not for it. */
export type Addressed = 'direct' | 'mention' | 'reply' | 'command' | 'none';

/** Where the content of a file is: with its platform, under a name that lasts, or in our store. */
export type AttachmentSource = { at: 'platform'; ref: string } | { at: 'store'; fileId: string };

/** A file that came with a message. */
export type Attachment = {
  kind: 'file' | 'image' | 'audio' | 'video';
  name: string;
  mime: string;
  /** Bytes, as the platform says; null where it does not. */
  size: number | null;
  /** Null: nobody can have its content any more. */
  source: AttachmentSource | null;
};

/** What a message quotes: the platform's id of it, or its words where the platform gives only these. */
export type Quoted = { platformMessageId: string | null; text: string | null };

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
  /** What the channel needs to reply to it, in a form of its own; null = it cannot. */
  replyRef: string | null;
  quoted: Quoted | null;
  attachments: readonly Attachment[];
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

/**
 * What can be pressed under a message of the bot in a group of our own: a 收到, or one of several. What was chosen stands
 * in their place from then on.
 */
export type EntryButtons =
  | { kind: 'receipt'; deliveryId: string }
  | { kind: 'choice'; deliveryId: string; labels: readonly string[]; chosen: { place: number; label: string } | null };

/** One line of a conversation's history, from a person or from the bot. */
export type HistoryEntry = {
  id: number;
  conversationId: string;
  name: string;
  text: string;
  bot: boolean;
  at: number;
  replyTo: number | null;
  /** What the bot sent with it; null for what people wrote. */
  file: CarriedFile | null;
  buttons: EntryButtons | null;
};
