import type { CarriedFile } from './file.ts';

/** Why members are asked for a 收到, and until when (epoch ms); later ones count as late. */
export type ReceiptRequest = { reason: string; until: number };

/** One message of the staff to a segment. */
export type NewBroadcast = {
  id: string;
  /** Empty where the file says it all. */
  text: string;
  file: CarriedFile | null;
  /** As it was written; `segment.ts` reads it. */
  segment: string;
  /** Epoch ms from which it is sent, and from which what was not sent is skipped. */
  at: number;
  closesAt: number;
  receipt: ReceiptRequest | null;
  /** Who ordered it, for people to read. */
  createdBy: string;
  createdAt: number;
  /** The series it is an occurrence of; null: it stands alone. */
  seriesId: string | null;
  /** Why nothing of it is sent, set from the start. */
  skipped: string | null;
  /** Why it does not wait for the end of quiet hours and goes beyond the daily cap; null = it does neither. */
  urgent: string | null;
  /** It waits for the end of quiet hours although it is urgent: it is news for the morning. Absent: it does not. */
  keepsQuiet?: true;
};

/**
 * What became of the one reminder before the deadline. `planned`: it goes out, to members or to staff; `by-hand`: nobody
 * could be written to; `unneeded`: nobody known had not answered.
 */
export type Reminder = { at: number; outcome: 'planned' | 'by-hand' | 'unneeded' };

/** `cancelledAt`: since when nothing more of it is sent, null = it was not cancelled; `reminder`: null = not yet, or never. */
export type Broadcast = NewBroadcast & { cancelledAt: number | null; reminder: Reminder | null };
