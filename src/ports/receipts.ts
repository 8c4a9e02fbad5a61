import type { AskingDelivery, Receipt, ReceiptKind } from '../domain/receipt.ts';

export interface Receipts {
  /** Once a delivery, kind and person; false when it was there before. */
  record(receipt: Receipt): Promise<boolean>;
  find(of: Pick<Receipt, 'deliveryId' | 'kind' | 'person'>): Promise<Receipt | null>;
  /** How many people gave it for one delivery. */
  countOf(of: Pick<Receipt, 'deliveryId' | 'kind'>): Promise<number>;
  /** Whether somebody who wrote in this conversation has acknowledged a broadcast, in whichever group. */
  isAcknowledgedIn(conversationId: string, broadcastId: string): Promise<boolean>;
  /** How many people, by delivery and kind; what nobody gave is absent. */
  count(broadcastId: string): Promise<{ deliveryId: string; kind: ReceiptKind; count: number }[]>;
  /** Of all deliveries of a broadcast, oldest first. */
  list(broadcastId: string): Promise<Receipt[]>;
  /** Of the deliveries whose last message has one of these ids of the platform, those that ask for a 收到. */
  listAskingAs(conversationId: string, platformMessageIds: readonly string[]): Promise<AskingDelivery[]>;
  /**
   * Deliveries of broadcasts to a conversation that may have arrived and ask for a 收到 at least until `since`, newest
   * first; for a reminder, the delivery that it reminds of.
   */
  listAsking(conversationId: string, since: number): Promise<AskingDelivery[]>;
}
