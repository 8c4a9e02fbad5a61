import type { NewSeries, Series, SeriesEdition } from '../domain/series.ts';

/** Recurring broadcasts. */
export interface SeriesRecords {
  add(series: NewSeries): Promise<void>;
  find(id: string): Promise<Series | null>;
  /** Newest first, those that go on before those that have ended. */
  list(limit: number): Promise<Series[]>;
  /** Those that go on and whose next time has come, the longest waiting first. */
  listDue(now: number): Promise<Series[]>;
  /** The series as it is, kept from others until the transaction ends. */
  hold(id: string): Promise<Series | null>;
  /**
   * Takes the occurrence at `from` and sets the next; null ends the series at `now`. False when another worker took it,
   * or the series has ended.
   */
  advance(id: string, step: { from: number; to: number | null; now: number }): Promise<boolean>;
  /** What it is from now on; false when it has ended, or is not there. */
  edit(id: string, edition: SeriesEdition): Promise<boolean>;
  /** No further occurrence; false when it had ended before, or is not there. */
  end(id: string, at: number): Promise<boolean>;
}
