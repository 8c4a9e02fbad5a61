import type { CarriedFile } from '../domain/file.ts';
import type { EntryButtons, HistoryEntry, InboundMessage, Message, MessageOutcome } from '../domain/message.ts';

export type Lease = { owner: string; now: number; leaseMs: number };

/** The inbox and the history of conversations. */
export interface Messages {
  /** Stores an inbound message with its conversation and member; the same key twice is one message, `fresh` tells which. */
  accept(
    message: InboundMessage,
    receivedAt: number,
  ): Promise<{ messageId: number; conversationId: string; fresh: boolean }>;
  /** Takes the conversation with the oldest waiting message for `owner`, null when none waits or all are taken. */
  claimConversation(lease: Lease): Promise<string | null>;
  /** Extends the lease; false when it was lost to another owner. */
  extendConversation(conversationId: string, lease: Lease): Promise<boolean>;
  releaseConversation(conversationId: string, owner: string): Promise<void>;
  /** Ends every lease; only for the one server of a SQLite file, at its start. */
  releaseAllConversations(): Promise<void>;
  /** Waiting messages of a conversation, oldest first. */
  listWaiting(conversationId: string, limit: number): Promise<Message[]>;
  /** In all conversations. */
  countWaiting(): Promise<number>;
  /** Ends the wait; throws `record/conflict` when it had ended before. */
  finish(messageId: number, outcome: MessageOutcome): Promise<void>;
  /** How many messages of a member since an instant (by receivedAt) ended in each outcome. */
  countOutcomes(memberId: string, since: number): Promise<Partial<Record<MessageOutcome, number>>>;
  find(messageId: number): Promise<Message | null>;
  /** Its words, files and what it quotes are kept no longer; that it was there, and the replies to it, until `repliesAt`. */
  scrub(messageId: number, repliesAt: number): Promise<void>;
  /** The messages of a member that were scrubbed and are still there, the newest first. */
  listScrubbed(memberId: string): Promise<{ id: number; receivedAt: number }[]>;
  /** Removes those scrubbed messages, with their replies, whose time has come and whose replies are not on their way any more; returns how many. */
  scrubReplies(now: number): Promise<number>;
  /** Adds the bot's own message to the history; the same key twice is one entry. Returns its id. */
  recordOutbound(entry: {
    key: string;
    conversationId: string;
    text: string;
    replyTo: number | null;
    name: string;
    at: number;
    file: CarriedFile | null;
    /** Absent: nothing can be pressed. */
    buttons?: EntryButtons;
  }): Promise<number>;
  /** What was chosen under an entry stands there from now on; nothing where another choice stands, or none can be made. */
  showChosen(conversationId: string, id: number, chosen: { place: number; label: string }): Promise<void>;
  /** One entry of the history of a conversation; null when it is not in that one. */
  findEntry(conversationId: string, id: number): Promise<HistoryEntry | null>;
  /** Entries with id > after, oldest first. */
  listHistory(conversationId: string, after: number, limit: number): Promise<HistoryEntry[]>;
  /** When something was last written in each of these conversations, epoch ms; one where nothing was is absent. */
  lastAt(conversationIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** The newest entries, oldest first. */
  listLatest(conversationId: string, limit: number): Promise<HistoryEntry[]>;
}
