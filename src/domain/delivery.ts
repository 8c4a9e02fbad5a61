export type DeliveryState = 'pending' | 'claimed' | 'sending' | 'sent' | 'failed' | 'unknown' | 'skipped';

export const deliveryStates: readonly DeliveryState[] = [
  'pending',
  'claimed',
  'sending',
  'sent',
  'failed',
  'unknown',
  'skipped',
];

export type DeliveryKind = 'reply' | 'daily' | 'broadcast';

/** What is to be sent to one conversation, once. `key` is unique for ever and makes it once. */
export type NewDelivery = {
  id: string;
  key: string;
  kind: DeliveryKind;
  conversationId: string;
  text: string;
  /** The inbound message it replies to. */
  replyTo: number | null;
  /** Epoch ms before which it is not sent. */
  notBefore: number;
  /** Epoch ms after which it is skipped, null = never. */
  closesAt: number | null;
  /** Set when it is skipped from the start (its window had closed): the reason. */
  skipped: string | null;
};

/** The ledger row. */
export type Delivery = Omit<NewDelivery, 'skipped'> & {
  state: DeliveryState;
  reason: string | null;
  attempts: number;
  createdAt: number;
  sentAt: number | null;
  platformMessageId: string | null;
};
