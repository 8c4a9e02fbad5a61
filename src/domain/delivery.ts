import type { FilledTemplate } from './sms-template.ts';

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

/** How many deliveries are in each state. */
export type StateCounts = Readonly<Record<DeliveryState, number>>;

export const noDeliveries: StateCounts = {
  pending: 0,
  claimed: 0,
  sending: 0,
  sent: 0,
  failed: 0,
  unknown: 0,
  skipped: 0,
};

/** Why what waited past its window is skipped. A person who posts by hand may have done so in time and say it later. */
export const overdueReason = '已过发送时段';

/** How the reason begins why what came due while no server ran is skipped. */
export const absentReason = '服务当时没有运行';

/** Why, with what stood against it when it was tried. */
export function overdueReasonOf({ attempts, reason }: { attempts: number; reason: string | null }): string {
  return attempts === 0 || reason === null ? overdueReason : `${overdueReason}：${reason}`;
}

/** Nobody could send it in time. */
export function isMissed({ reason }: { reason: string | null }): boolean {
  return [overdueReason, absentReason].some((why) => reason?.startsWith(why) === true);
}

/** `reminder`: of a 收到, to one person in private. */
export type DeliveryKind = 'reply' | 'daily' | 'broadcast' | 'reminder';

/** What is to be sent to one conversation, once. `key` is unique for ever and makes it once. */
export type NewDelivery = {
  id: string;
  key: string;
  kind: DeliveryKind;
  conversationId: string;
  text: string;
  /** The inbound message it replies to. */
  replyTo: number | null;
  /** The broadcast it belongs to; null: a reply, or the daily message. */
  broadcastId: string | null;
  /** Where it goes as an approved template: which, and what is filled in; `text` is what people read. Absent: as its text. */
  template?: FilledTemplate;
  /** The delivery that a reminder asks its receiver to acknowledge; null: it tells staff, or is no reminder. */
  reminds: string | null;
  /** The file it carries; `text` is then what is said with it, and may be empty. */
  fileId: string | null;
  /** Epoch ms before which it is not sent. */
  notBefore: number;
  /** Epoch ms after which it is skipped, null = never. */
  closesAt: number | null;
  /** Set when it is skipped from the start (its window had closed): the reason. */
  skipped: string | null;
};

/** The ledger row. */
export type Delivery = Omit<NewDelivery, 'skipped' | 'template'> & {
  /** Null: it goes as its text. */
  template: FilledTemplate | null;
  state: DeliveryState;
  reason: string | null;
  attempts: number;
  /** Messages of the platform already sent of a text that takes several. */
  partsSent: number;
  /** How often a person decided to send it again. */
  resends: number;
  createdAt: number;
  sentAt: number | null;
  /** Of the last part. */
  platformMessageId: string | null;
  /** The delivery whose message carries it, itself for that one; null = it goes alone. */
  mergedInto: string | null;
};
