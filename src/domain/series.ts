import type { Day } from '../base/calendar.ts';
import type { CarriedFile } from './file.ts';

/** Of the days its times fall on: all, working days, or the three days before a public holiday. */
export const seriesDays = ['all', 'workdays', 'before-holidays'] as const;
export type SeriesDays = (typeof seriesDays)[number];

/** When a recurring broadcast is sent. Both days belong to it; null = no limit. */
export type Recurrence = { cron: string; days: SeriesDays; from: Day | null; until: Day | null };

/** One message of the staff that is sent again and again. */
export type NewSeries = Recurrence & {
  id: string;
  /** With its variables. */
  text: string;
  /** Kept for as long as the series goes on. */
  file: CarriedFile | null;
  /** As it was written; each time it is read anew. */
  segment: string;
  /** How long after its time an occurrence may still be sent, milliseconds. */
  windowMs: number;
  /** Why members are asked for a 收到; null = they are not. */
  receiptReason: string | null;
  /** How long after its time a 收到 is in time, milliseconds; null = the usual. */
  receiptMs: number | null;
  /** The next occurrence, epoch ms. */
  nextAt: number;
  createdBy: string;
  createdAt: number;
};

/** `nextAt` null: none is left. `endedAt`: since when none follows any more. */
export type Series = Omit<NewSeries, 'nextAt'> & {
  nextAt: number | null;
  endedAt: number | null;
  /** The last edit; null = it is as it was ordered. */
  changedBy: string | null;
  changedAt: number | null;
};

/** What it is from an edit on; its file stays. */
export type SeriesEdition = Omit<NewSeries, 'id' | 'createdBy' | 'createdAt' | 'file'> & {
  changedBy: string;
  changedAt: number;
};

/** The broadcast that an occurrence is: the same on every worker. */
export function occurrenceId(seriesId: string, at: number): string {
  return `series/${seriesId}/${new Date(at).toISOString()}`;
}
