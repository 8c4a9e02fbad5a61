import type { ConversationRef } from '../domain/conversation.ts';
import type { Delivery, DeliveryState, NewDelivery } from '../domain/delivery.ts';
import type { Lease } from './messages.ts';

/** A delivery in the hands of one sender, with where it goes. */
export type ClaimedDelivery = Delivery & { to: ConversationRef; muted: boolean };

/** The ledger of everything that is sent. Every change after a claim is fenced: false when the lease was lost. */
export interface Deliveries {
  /** Adds those whose key is new; returns how many. */
  add(deliveries: readonly NewDelivery[], createdAt: number): Promise<number>;
  /** Takes due deliveries of these channels, in order within a conversation, none of a conversation another owner is sending to. */
  claim(lease: Lease, of: { limit: number; channels: readonly string[] }): Promise<ClaimedDelivery[]>;
  markSending(id: string, owner: string, now: number): Promise<boolean>;
  markSent(id: string, owner: string, sent: { at: number; platformMessageId: string | null }): Promise<boolean>;
  /**
   * Several at once, claimed or sending: for channels that show the same key once, where a repeated send does no harm.
   * Those that are not in this owner's hands any more are left alone.
   */
  markAllSent(
    owner: string,
    sent: readonly { id: string; at: number; platformMessageId: string | null }[],
  ): Promise<void>;
  /** Back to pending, not before `notBefore`. */
  putBack(id: string, owner: string, retry: { notBefore: number; reason: string | null }): Promise<boolean>;
  /** To an end that is not `sent`, with its reason. */
  end(id: string, owner: string, end: { state: 'failed' | 'unknown' | 'skipped'; reason: string }): Promise<boolean>;
  /**
   * Settles what a dead owner left: claimed -> pending; sending -> unknown, or pending where the channel is in
   * `idempotentChannels`. Only expired leases, or all of them when `all`. Returns how many became unknown.
   */
  recover(at: { now: number; all: boolean; idempotentChannels: readonly string[] }): Promise<{ unknown: number }>;
  find(id: string): Promise<Delivery | null>;
  /** Of one kind with a key beginning with `keyPrefix`, in key order. */
  listByKey(keyPrefix: string): Promise<Delivery[]>;
  countStates(): Promise<Record<DeliveryState, number>>;
  /** Unrequested deliveries (not replies) sent to a conversation since an instant. */
  countUnrequested(conversationId: string, since: number): Promise<number>;
}
