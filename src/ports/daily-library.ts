import type { DailyMessage } from '../domain/daily-message.ts';

/** The integrity messages that may be sent. */
export interface DailyLibrary {
  /** All of them as they stand now; empty without a library. Throws `input/invalid` naming file, message and problem. */
  read(): Promise<DailyMessage[]>;
}
