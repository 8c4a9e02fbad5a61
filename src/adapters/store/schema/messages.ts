import type { Generated } from 'kysely';
import type { DialogueName } from '../../../domain/dialogue.ts';
import type { Addressed, MessageOutcome } from '../../../domain/message.ts';
import type { Flag } from './flag.ts';

/** What people wrote and what the bot wrote; an outcome of null means that it waits. */
export type MessageRow = FileColumns & {
  id: Generated<number>;
  key: string;
  /** 1 for the bot's own words; their outcome is `own`. */
  bot: Flag;
  conversation_id: string;
  member_id: string | null;
  name: string;
  text: string;
  raw_text: string;
  addressed: Addressed;
  mentions_all: Flag;
  sender_bot: Flag;
  sent_at: number;
  received_at: number;
  outcome: MessageOutcome | 'own' | null;
  reply_to: number | null;
  reply_ref: string | null;
  quoted_id: string | null;
  quoted_text: string | null;
  /** JSON array; null = none. */
  attachments: string | null;
  /** JSON, of the bot's own words; null = none. */
  buttons: string | null;
};

/** All or none. */
export type FileColumns = { file_id: string | null; file_name: string | null; file_size: number | null };

/** `content` is base64. */
export type FileRow = {
  id: string;
  name: string;
  mime: string;
  size: number;
  created_at: number;
  expires_at: number | null;
  content: string;
};

/** The replies to a message are scrubbed from `at` on. */
export type ScrubRow = { message_id: number; at: number };

export type DialogueRow = {
  conversation_id: string;
  member_id: string;
  name: DialogueName;
  /** JSON. */
  data: string;
  expires_at: number;
};
