/** Three different things: the platform has it, somebody saw it, somebody said so. */
export type ReceiptKind = 'delivered' | 'read' | 'acknowledged';

/** What a platform may tell of by itself; an acknowledgement is somebody's own word. */
export type ReportedKind = Exclude<ReceiptKind, 'acknowledged'>;

/** How somebody said 收到: by the button under the message, in words, or on the page behind a link. */
export const receiptWays = ['button', 'word', 'link'] as const;
export type ReceiptWay = (typeof receiptWays)[number];

/** That one delivery reached one person. */
export type Receipt = {
  deliveryId: string;
  kind: ReceiptKind;
  /** A member's id, or what stands for the visitor of a page. */
  person: string;
  name: string;
  at: number;
  /** Of what somebody said themselves; left out where it is not on record. */
  way?: ReceiptWay;
};

/** What one delivery can count at most: a link goes further than its group, and a page can be asked by anybody. */
export const mostReceipts = 2_000;

/** A delivery that asks for a 收到, and until when. */
export type AskingDelivery = { id: string; text: string; until: number };
