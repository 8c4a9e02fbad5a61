import type { Generated } from 'kysely';
import type { DailyDraft } from '../../../ports/daily-drafts.ts';
import type { Flag } from './flag.ts';

export type DailyDayRow = {
  date: string;
  /** Empty when nothing is sent. */
  message_id: string;
  text: string;
  /** Why nothing is sent; null = something is. */
  skipped: string | null;
  /** 1 while it is only ordered by staff. */
  open: Generated<Flag>;
  /** While it is open: when it was ordered. */
  planned_at: number;
};

/** Messages that staff wrote. */
export type DailyDraftRow = {
  number: number;
  id: string;
  theme: string;
  text: string;
  occasion: string | null;
  source: string | null;
  state: DailyDraft['state'];
  created_by: string;
  created_at: number;
  decided_by: string | null;
  decided_at: number | null;
  reason: string | null;
  /** 1: a model wrote it. */
  generated: number;
};
