import type { Conversation, ConversationRef } from '../domain/conversation.ts';

export interface Conversations {
  /** Finds or creates by channel, kind and platform id; a new title replaces the old one, null keeps it. */
  ensure(ref: ConversationRef, title: string | null): Promise<Conversation>;
  find(id: string): Promise<Conversation | null>;
  findByRef(ref: ConversationRef): Promise<Conversation | null>;
  /** All, by channel and title. */
  list(): Promise<Conversation[]>;
  /** Null takes it off the list of those who get unrequested messages. */
  setEnrolled(id: string, at: number | null): Promise<void>;
  setMuted(id: string, muted: boolean): Promise<void>;
  /** Replaces the tags. */
  setTags(id: string, tags: readonly string[]): Promise<void>;
}
