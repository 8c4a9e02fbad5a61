import type { Day } from '../base/calendar.ts';
import type { ConversationRef } from '../domain/conversation.ts';
import type { Delivery, DeliveryState, NewDelivery, StateCounts } from '../domain/delivery.ts';
import type { Lease } from './messages.ts';

/** A delivery in the hands of one sender, with where it goes. */
export type ClaimedDelivery = Delivery & {
  to: ConversationRef;
  muted: boolean;
  left: boolean;
  /** Its broadcast was called off. */
  cancelled: boolean;
  /** Its broadcast asks for a 收到. */
  asksReceipt: boolean;
  /** Its broadcast goes beyond the cap, and waits for nothing unless it keeps the quiet hours. */
  urgent: boolean;
  /** When the first attempt began that may have been shown; null or absent: there was none. */
  openSince?: number | null;
  keepsQuiet: boolean;
};

/** What waits of a broadcast for one conversation, and may go out with others as one message. */
export type WaitingCopy = { conversationId: string; text: string; notBefore: number; asksReceipt: boolean };

/** The deliveries of one broadcast, or those with a key beginning with this. */
export type DeliveryGroup = { broadcastId: string } | { keyPrefix: string };

/** `after`: where the page before it ended, 0 = the first; `state` null = all. */
export type DeliveryPage = { state: DeliveryState | null; after: number; limit: number };

/** States that may be decided about afterwards: what nobody knows, and what a person posts, also when its window is over. */
export type Undecided = 'unknown' | 'pending' | 'skipped';
/** What was sent may turn out not to have arrived. */
export type Decidable = Undecided | 'sent';

/** What a person decides, or the platform tells; `reason` says who. */
export type Decision =
  | { to: 'sent'; at: number; reason: string; platformMessageId?: string | null }
  | { to: 'failed' | 'unknown'; reason: string }
  /** Once more, under a key of its own. */
  | { to: 'pending'; notBefore: number; closesAt: number | null; reason: string }
  /** So many of its messages have arrived; the others follow. */
  | { to: 'rest'; partsSent: number; notBefore: number; closesAt: number | null; reason: string };

export type SentCount = { all: number; most: number };

/** The ledger of everything that is sent. Every change after a claim is fenced: false when the lease was lost. */
export interface Deliveries {
  /** Adds those whose key is new; returns how many. */
  add(deliveries: readonly NewDelivery[], createdAt: number): Promise<number>;
  /**
   * Takes due deliveries of these channels, in order within a conversation, none of a conversation another owner is
   * sending to. `files`: only those that carry a file, or only those that do not; replies keep their order all the same.
   * With a broadcast that carries none, the others of that kind that are due for its conversation come along, beyond the
   * limit: they may go out as one message.
   */
  claim(lease: Lease, of: { limit: number; channels: readonly string[]; files?: boolean }): Promise<ClaimedDelivery[]>;
  /** One in hand stays in this owner's until then; false when the lease was lost. */
  prolong(id: string, owner: string, lease: { now: number; until: number }): Promise<boolean>;
  markSending(id: string, owner: string, now: number): Promise<boolean>;
  /**
   * Begins to send several as one message, all of them or none. It goes under the name of `lead`, which is one of them,
   * or was; what is then said of `lead` (sent, put back, ended) holds for all that are being sent with it.
   */
  markMerged(of: { lead: string; ids: readonly string[] }, owner: string, now: number): Promise<boolean>;
  markSent(id: string, owner: string, sent: { at: number; platformMessageId: string | null }): Promise<boolean>;
  /** One more part of a text that takes several was sent; the delivery is ready for the next one, or to be put back. */
  markPart(id: string, owner: string, partsSent: number): Promise<boolean>;
  /**
   * Several at once, claimed or sending: for channels that show the same key once, where a repeated send does no harm.
   * Those that are not in this owner's hands any more are left alone.
   */
  markAllSent(
    owner: string,
    sent: readonly { id: string; at: number; platformMessageId: string | null }[],
  ): Promise<void>;
  /**
   * Back to pending, not before `notBefore`; `apart`: those of one message go alone from then on; `untried`: no attempt
   * of it can have been shown.
   */
  putBack(
    id: string,
    owner: string,
    retry: { notBefore: number; reason: string | null; apart?: boolean; untried?: boolean },
  ): Promise<boolean>;
  /**
   * Several at once: after a crash none of those that go as one message is due without the others. Those that are not in
   * this owner's hands are left alone.
   */
  putBackAll(ids: readonly string[], owner: string, retry: { notBefore: number; reason: string | null }): Promise<void>;
  /** To an end that is not `sent`, with its reason. */
  end(id: string, owner: string, end: { state: 'failed' | 'unknown' | 'skipped'; reason: string }): Promise<boolean>;
  /**
   * Settles what a dead owner left: claimed -> pending; sending -> unknown, or pending where the channel is in
   * `idempotentChannels`, or in `brieflyIdempotent` and first tried since then. Only expired leases, or all of them when
   * `all`. Returns how many became unknown.
   */
  recover(at: {
    now: number;
    all: boolean;
    idempotentChannels: readonly string[];
    brieflyIdempotent?: readonly { channel: string; since: number }[];
  }): Promise<{ unknown: number }>;
  /** Ends as skipped what waits although its time is over, also where nobody can send it; returns how many. */
  skipOverdue(now: number): Promise<number>;
  /** Moves a delivery that nobody is sending out of this state, once; false when it is not in it any more. */
  decide(id: string, from: Decidable, decision: Decision): Promise<boolean>;
  /** Removes one that waits and was not tried: another takes its place. False when it went, or may have, before. */
  supersede(id: string): Promise<boolean>;
  /** Ends as skipped what waits of a broadcast; what somebody has in hand is left to the guard. Returns how many. */
  skipBroadcast(broadcastId: string, reason: string): Promise<number>;
  /**
   * Gives what waits of a broadcast the text of its conversation and returns how many wait; null, and nothing changes,
   * when any of it was sent, or may have been.
   */
  rewrite(broadcastId: string, texts: ReadonlyMap<string, string>): Promise<number | null>;
  find(id: string): Promise<Delivery | null>;
  /** By the platform's id of its last message; several that went as one message, the last of them first. */
  listByPlatformMessage(conversationId: string, platformMessageId: string): Promise<Delivery[]>;
  /** Whose key begins so, that were added since (epoch ms) and failed, were skipped, or are unknown, in the order of adding. */
  listUnarrived(keyPrefix: string, since: number): Promise<Delivery[]>;
  /** In the order of adding. */
  listOf(broadcastId: string): Promise<Delivery[]>;
  /** The same page by page; `next` is where the page after it begins, null = it is the last. */
  page(of: DeliveryGroup, page: DeliveryPage): Promise<{ deliveries: Delivery[]; next: number | null }>;
  /** What is due on these channels and waits, oldest first. */
  listDue(channels: readonly string[], now: number): Promise<Delivery[]>;
  /** Those with an unknown outcome, in the order of adding. */
  listUnknown(limit: number): Promise<Delivery[]>;
  /** Of one kind with a key beginning with `keyPrefix`, in key order. */
  listByKey(keyPrefix: string): Promise<Delivery[]>;
  /** The same, of each only its key. */
  listKeys(keyPrefix: string): Promise<string[]>;
  /** Of all, or of one broadcast. */
  countStates(of?: { broadcastId: string }): Promise<StateCounts>;
  /** The same of many, by the id of the broadcast and `daily/YYYY-MM-DD`, in one query; one without any is absent. */
  countOccurrences(of: {
    broadcastIds: readonly string[];
    /** Of the daily message; both days count. */
    days: { from: Day; to: Day } | null;
  }): Promise<ReadonlyMap<string, StateCounts>>;
  /** Those skipped, replies and reminders aside, that were to be sent from `from` to before `until`, by that time. */
  listSkipped(from: number, until: number): Promise<Delivery[]>;
  /** Of broadcasts that wait for these conversations until `until` and were not tried, the urgent ones aside. */
  listWaiting(conversationIds: readonly string[], until: number): Promise<WaitingCopy[]>;
  /**
   * Messages nobody asked for (not replies) that a conversation has got since an instant, or may have: those being sent
   * and those with an unknown outcome count. What went out as one message counts once.
   */
  countUnrequested(conversationId: string, since: number): Promise<number>;
  /** The same for many; a conversation without any is absent. */
  countUnrequestedOf(conversationIds: readonly string[], since: number): Promise<ReadonlyMap<string, number>>;
  /**
   * Messages sent since each of these instants, of all kinds, by channel; `most`: to the conversation that got most. A
   * channel without any since the first of them is absent. Reads what was sent since, and nothing older.
   */
  countSent(since: readonly number[]): Promise<Readonly<Record<string, readonly SentCount[]>>>;
}
