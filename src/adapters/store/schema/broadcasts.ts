import type { Reminder } from '../../../domain/broadcast.ts';
import type { ReceiptKind, ReceiptWay } from '../../../domain/receipt.ts';
import type { SeriesDays } from '../../../domain/series.ts';
import type { FileColumns } from './messages.ts';

export type BroadcastRow = FileColumns & {
  id: string;
  text: string;
  segment: string;
  at: number;
  closes_at: number;
  /** Both or none. */
  receipt_reason: string | null;
  receipt_until: number | null;
  created_by: string;
  created_at: number;
  cancelled_at: number | null;
  /** Both or none. */
  reminded_at: number | null;
  reminder: Reminder['outcome'] | null;
  series_id: string | null;
  skipped: string | null;
  /** Why it does not wait; null = it does. */
  urgent: string | null;
  /** 1: it waits for the end of quiet hours although it is urgent; else null. */
  keeps_quiet: number | null;
};

export type SeriesRow = FileColumns & {
  id: string;
  text: string;
  segment: string;
  cron: string;
  days: SeriesDays;
  from_day: string | null;
  until_day: string | null;
  window_ms: number;
  receipt_reason: string | null;
  next_at: number | null;
  created_by: string;
  created_at: number;
  ended_at: number | null;
  receipt_ms: number | null;
  changed_by: string | null;
  changed_at: number | null;
};

export type ReceiptRow = {
  delivery_id: string;
  kind: ReceiptKind;
  person: string;
  name: string;
  at: number;
  /** Null: not on record, or nobody's own word. */
  way: ReceiptWay | null;
};
