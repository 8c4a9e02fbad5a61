import type { Conversation, ConversationRef } from '../domain/conversation.ts';
import type { GroupFilter } from '../domain/group-filter.ts';

export interface Conversations {
  /** Finds or creates by channel, kind and platform id; a new title replaces the old one, null keeps it. */
  ensure(ref: ConversationRef, title: string | null): Promise<Conversation>;
  find(id: string): Promise<Conversation | null>;
  findByRef(ref: ConversationRef): Promise<Conversation | null>;
  /** All, by channel and title. */
  list(): Promise<Conversation[]>;
  /** Groups that get what nobody asked for, muted ones among them, in the order of `list`. */
  listEnrolled(): Promise<Conversation[]>;
  /** Groups in the order of `list`; `after`: the id of the last one before. Throws `input/invalid` when that is no place. */
  pageGroups(filter: GroupFilter, at: { after: string | null; limit: number }): Promise<Conversation[]>;
  countGroups(filter: GroupFilter): Promise<number>;
  /** Each tag of a group, with how many have it, and how many of these get what is sent to all. */
  countTags(): Promise<{ name: string; groups: number; receiving: number }[]>;
  /** Each channel that has groups, also those it left, with how many. */
  countChannels(): Promise<{ channel: string; groups: number }[]>;
  /** Null takes it off the list of those who get unrequested messages. */
  setEnrolled(id: string, at: number | null): Promise<void>;
  setMuted(id: string, muted: boolean): Promise<void>;
  /** Replaces the tags. */
  setTags(id: string, tags: readonly string[]): Promise<void>;
  /** The bot is no longer in it since then; null: it is again. Nothing when it is not known. */
  setLeft(ref: ConversationRef, at: number | null): Promise<void>;
  /**
   * It goes on under another id of the platform: what it was told to be, and what waits to be sent, goes on there. Where
   * the other one is known already, it takes these over and the old one is left. Nothing when the old one is not known.
   */
  move(from: ConversationRef, to: ConversationRef, at: number): Promise<void>;
  /** Null = of none. */
  setOrganization(id: string, organizationId: string | null): Promise<void>;
  /** Null = all. */
  setCollections(id: string, collections: readonly string[] | null): Promise<void>;
}
