import type { ListName } from '../../../domain/list-item.ts';
import type { DayAction, DayStatus } from '../../../domain/reception-day.ts';

/** What a rule and its days have in common; `topics` is a JSON array of strings. */
export type ReceptionTermsRow = {
  host: string;
  place: string | null;
  topics: string;
  segment: string;
  announce_days: number | null;
  remind_days: number | null;
};

export type ReceptionRuleRow = ReceptionTermsRow & {
  id: string;
  every: string;
  from_time: string;
  until_time: string;
  next_day: string;
  ended_at: number | null;
  created_by: string;
  created_at: number;
};

export type ReceptionDayRow = ReceptionTermsRow & {
  id: string;
  rule_id: string | null;
  date: string;
  starts_at: number;
  ends_at: number;
  announce_at: number | null;
  remind_at: number | null;
  status: DayStatus;
  version: number;
  reason: string | null;
  minutes: string | null;
  reminded_at: number | null;
  opened_at: number | null;
  closed_at: number | null;
  /** When something is due by itself; null = never. */
  next_at: number | null;
  created_by: string;
  created_at: number;
};

export type ReceptionDayStepRow = {
  day_id: string;
  seq: number;
  at: number;
  who: string;
  action: DayAction;
  note: string | null;
};

export type ReceptionDayRoomRow = { day_id: string; conversation_id: string };

export type ReceptionDayPointRow = { day_id: string; case_no: string; said: string | null; decided: string | null };

export type ListItemRow = {
  id: string;
  list: ListName;
  provider: string;
  subject: string;
  detail: string | null;
  field: string | null;
  contact: string | null;
  created_at: number;
};
