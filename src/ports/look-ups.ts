import type { ConversationRef } from '../domain/conversation.ts';

/**
 * What was given to a platform that can be asked what became of it. `key`: the idempotency key of the last attempt;
 * `sentAt`: when it began; `nextAt`: when it is asked next, null = no more.
 */
export type LookUp = { deliveryId: string; key: string; sentAt: number; nextAt: number | null };

/** One that is due, in the hands of whoever claimed it. */
export type DueLookUp = LookUp & {
  state: 'sent' | 'unknown';
  conversationId: string;
  to: ConversationRef;
  title: string | null;
};

/** What platforms are still to be asked about. */
export interface LookUps {
  /** Before an attempt; a further one takes the place of the one before. */
  put(lookUp: LookUp): Promise<void>;
  find(deliveryId: string): Promise<LookUp | null>;
  /**
   * Takes those that are due, of deliveries to these channels that were sent or have an unknown outcome, the earliest
   * first; nobody else gets them before `until`.
   */
  claim(at: { now: number; until: number; limit: number; channels: readonly string[] }): Promise<DueLookUp[]>;
  /** Nothing when there has been a further attempt since. */
  setNext(of: Pick<LookUp, 'deliveryId' | 'key'>, nextAt: number | null): Promise<void>;
}
