import type { ConversationRef } from '../domain/conversation.ts';

/** A delivery that asks for a 收到 and whose platform is due to be asked who saw it. `heldUntil`: nobody else gets it before. */
export type DueReadCheck = {
  deliveryId: string;
  conversationId: string;
  to: ConversationRef;
  platformMessageId: string;
  sentAt: number;
  heldUntil: number;
};

/** Which deliveries platforms are still to be asked about: who saw them. */
export interface ReadChecks {
  /**
   * Puts down what is not there yet: deliveries of broadcasts that ask for a 收到, sent to groups of a channel since then
   * under an id of the platform. Each is first due so many milliseconds after it was sent.
   */
  note(of: { channel: string; since: number; firstMs: number }): Promise<void>;
  /** Takes those of these channels that are due, the earliest first; nobody else gets them before `until`. */
  claim(at: { now: number; until: number; limit: number; channels: readonly string[] }): Promise<DueReadCheck[]>;
  /** When it is due again, null = no more. Nothing when somebody else has claimed it since. */
  setNext(of: Pick<DueReadCheck, 'deliveryId' | 'heldUntil'>, nextAt: number | null): Promise<void>;
}
